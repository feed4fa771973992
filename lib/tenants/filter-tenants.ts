import { db } from '@/lib/db';
import { type Actor, may, tenantScope } from '@/lib/tenancy';

/** As many as a list of choices can hold; a link with any other tenant's id works as well. */
const maxTenants = 500;

/** Customers and resellers whose sessions, mailboxes and so on the actor may pick out; none for who sees one only. */
export async function filterTenants(actor: Actor): Promise<{ id: string; name: string; kind: string }[]> {
  if (!may(actor, 'tenant:read') || actor.role === 'customer_admin') return [];
  return db().tenant.findMany({
    where: { AND: [tenantScope(actor), { kind: { in: ['customer', 'reseller'] } }] },
    select: { id: true, name: true, kind: true },
    orderBy: [{ kind: 'asc' }, { name: 'asc' }],
    take: maxTenants,
  });
}
