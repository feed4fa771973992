'use server';

import { previewLogRetention, setLogRetention } from '@/lib/activity';
import { logRetentionInput } from '@/lib/activity/shapes';
import { listShape, searchShape } from '@/lib/db/shapes';
import { action } from '@/lib/http';
import { setTenantLimits } from '@/lib/outbound';
import { tenantLimitsInput } from '@/lib/outbound/shapes';
import { createCustomer } from '@/lib/people';
import { customerInput } from '@/lib/people/shapes';
import { countCustomers, pageCustomers, resumeTenant, setLimits, suspendTenant } from '@/lib/tenants';
import { customerSorts, limitsInput, suspendTenantInput, tenantRef } from '@/lib/tenants/shapes';

export const loadCustomers = action(listShape(searchShape, customerSorts), (actor, input) =>
  pageCustomers(actor, input),
);
export const countCustomersAction = action(searchShape, (actor, { search }) => countCustomers(actor, search));
export const createCustomerAction = action(customerInput, (actor, input) => createCustomer(actor, input));
export const setLimitsAction = action(limitsInput, (actor, input) => setLimits(actor, input));
export const setTenantLimitsAction = action(tenantLimitsInput, (actor, input) => setTenantLimits(actor, input));
export const suspendTenantAction = action(suspendTenantInput, (actor, input) => suspendTenant(actor, input));
export const resumeTenantAction = action(tenantRef, (actor, { tenantId }) => resumeTenant(actor, tenantId));
export const previewSessionLogAction = action(logRetentionInput, (actor, input) => previewLogRetention(actor, input));
export const setSessionLogAction = action(logRetentionInput, (actor, input) => setLogRetention(actor, input));
