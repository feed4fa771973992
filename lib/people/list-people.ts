import { db } from '@/lib/db';
import { type Actor, demand, may, tenantScope } from '@/lib/tenancy';
import type { PersonRow } from './shapes';

/** Who has a role in one's own tenant and in those below. A mailbox's owner is no row here. */
export async function listPeople(actor: Actor): Promise<PersonRow[]> {
  demand(actor, 'people:read');
  const rows = await db().membership.findMany({
    where: { tenant: tenantScope(actor), role: { not: 'owner' } },
    include: {
      tenant: true,
      person: {
        include: {
          secondFactor: { select: { confirmedAt: true } },
          _count: { select: { passkeys: true } },
          signIns: { orderBy: { lastSeenAt: 'desc' }, take: 1, select: { lastSeenAt: true } },
        },
      },
    },
    orderBy: [{ person: { name: 'asc' } }, { id: 'asc' }],
    take: 5000,
  });
  const views = may(actor, 'view-as');
  return rows.flatMap(({ id, role, tenant, person, suspendedAt }) => {
    if (role === 'owner') return [];
    const self = person.id === actor.id;
    const below = tenant.kind === 'customer' || (tenant.kind === 'reseller' && actor.role === 'staff_admin');
    const barred = person.suspendedAt ?? suspendedAt;
    return {
      membershipId: id,
      name: person.name,
      email: person.email,
      role,
      tenantName: tenant.name,
      tenantKind: tenant.kind,
      suspendedAt: barred?.toISOString() ?? null,
      lastSeenAt: person.signIns[0]?.lastSeenAt.toISOString() ?? null,
      secondFactor: Boolean(person.secondFactor?.confirmedAt) || person._count.passkeys > 0,
      self,
      viewable: views && below && !self && !barred,
    };
  });
}
