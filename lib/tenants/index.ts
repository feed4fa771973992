import 'server-only';

import type { Job } from '@/lib/jobs';
import { deliverQueueJob, earlierDeliverQueueJob } from './deliver-queue';

export { filterTenants } from './filter-tenants';
export { insertCustomer } from './insert-customer';
export { countCustomers, pageCustomers } from './page-customers';
export { readTenant } from './read-tenant';
export { setLimits } from './set-limits';
export { previewSuspension, resumeTenant, suspendTenant } from './suspend-tenant';
export { ownUse } from './use';

export const tenantJobs: Job[] = [deliverQueueJob, earlierDeliverQueueJob];
