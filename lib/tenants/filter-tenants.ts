import { db } from '@/lib/db';
import { type Actor, may, tenantScope } from '@/lib/tenancy';

/** The maximum of a list of choices. Other tenants can still be opened by a link. */
const maxTenants = 500;

/** The customers and resellers that the actor can filter lists by; none if there is only one. */
export async function filterTenants(actor: Actor): Promise<{ id: string; name: string; kind: string }[]> {
  if (!may(actor, 'tenant:read') || actor.role === 'customer_admin') return [];
  return db().tenant.findMany({
    where: { AND: [tenantScope(actor), { kind: { in: ['customer', 'reseller'] } }] },
    select: { id: true, name: true, kind: true },
    orderBy: [{ kind: 'asc' }, { name: 'asc' }],
    take: maxTenants,
  });
}
