import type { Actor } from '@/lib/tenancy';

/** A reseller's person without a tenant, but for what a test says otherwise. */
export function actorWith(more: Partial<Actor>): Actor {
  return {
    kind: 'person',
    id: 'test',
    name: 'Test',
    role: 'reseller',
    tenantId: null,
    tenantName: null,
    customerId: null,
    resellerId: null,
    mailboxId: null,
    signInId: null,
    ip: '192.0.2.1',
    ...more,
  };
}
