import { z } from 'zod';

/** Null is no limit. */
const limitUpTo = (max: number) =>
  z.number('limit-number').int('limit-number').min(0, 'limit-number').max(max, 'limit-number').nullable();
const countLimit = limitUpTo(1_000_000);
const bytesLimit = limitUpTo(2 ** 50);

const limitsShape = z.object({
  maxDomains: countLimit,
  maxMailboxes: countLimit,
  maxBytes: bytesLimit,
  /** The limits of a reseller for each of its customers. */
  customerMaxDomains: countLimit.default(null),
  customerMaxMailboxes: countLimit.default(null),
  customerMaxBytes: bytesLimit.default(null),
});
export type LimitsInput = z.infer<typeof limitsShape>;
export const limitsInput = limitsShape.extend({ tenantId: z.uuid() });
export const tenantRef = z.object({ tenantId: z.uuid() });
export const suspendTenantInput = z.object({
  tenantId: z.uuid(),
  reason: z.string().trim().min(1, 'reason-missing-tenant').max(300, 'reason-long'),
  /** Mail that arrives in this time is held in the queue instead of being delivered. */
  holdsMail: z.boolean(),
});

interface Measure {
  used: number;
  limit: number | null;
}
/** What a tenant has allocated, and its limits; null is no limit. */
export interface Use {
  domains: Measure;
  mailboxes: Measure;
  bytes: Measure;
}

export interface TenantDetail {
  id: string;
  kind: 'reseller' | 'customer';
  name: string;
  reseller: { id: string; name: string } | null;
  suspendedAt: string | null;
  suspendReason: string | null;
  holdsMail: boolean;
  createdAt: string;
  limits: LimitsInput;
  use: Use;
}

export interface SuspensionPreview {
  mailboxes: number;
  /** Those that are already suspended on their own. */
  already: number;
  sessions: number;
  signIns: number;
  domains: number;
}

export const customerSorts = ['name', 'reseller', 'domains', 'mailboxes', 'created'] as const;
export type CustomerSort = (typeof customerSorts)[number];

export interface CustomerRow {
  id: string;
  name: string;
  resellerId: string | null;
  resellerName: string | null;
  use: Use;
  suspendedAt: string | null;
  createdAt: string;
}
