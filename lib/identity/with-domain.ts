import { queries } from '@/lib/db';

/** A mailbox with its domain and the tenants above it, as far as they decide whether its owner may sign in. */
export async function withDomain<M extends { domainId: string }>(mailbox: M) {
  const found = await queries()
    .selectFrom('DomainDirectory as d')
    .innerJoin('TenantDirectory as c', 'c.id', 'd.customerId')
    .leftJoin('TenantDirectory as p', 'p.id', 'c.parentId')
    .select(['d.active', 'c.suspendedAt', 'p.suspendedAt as parentSuspendedAt'])
    .where('d.id', '=', mailbox.domainId)
    .executeTakeFirstOrThrow();
  const parent = { suspendedAt: found.parentSuspendedAt };
  return { ...mailbox, domain: { active: found.active, customer: { suspendedAt: found.suspendedAt, parent } } };
}
