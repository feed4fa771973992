import { matches, queries } from '@/lib/db';
import { peopleWithFactors } from '@/lib/factors';
import { lastSeenOf } from '@/lib/sign-ins';
import { type Actor, demand, may, tenantScope } from '@/lib/tenancy';
import type { PersonRow } from './shapes';

const maxRows = 5000;

/** The people with a role in the actor's tenant or below. Mailbox owners are not included. */
export async function listPeople(actor: Actor): Promise<PersonRow[]> {
  demand(actor, 'people:read');
  const rows = await queries()
    .selectFrom('Membership as m')
    .innerJoin('Person as p', 'p.id', 'm.personId')
    .innerJoin('TenantDirectory as t', 't.id', 'm.tenantId')
    .select(['m.id', 'm.role', 'm.suspendedAt', 'p.id as personId', 'p.name', 'p.email'])
    .select(['p.suspendedAt as personSuspendedAt', 't.name as tenantName', 't.kind as tenantKind'])
    .where('m.role', '!=', 'owner')
    .where(matches('t', tenantScope(actor)))
    .orderBy('p.name')
    .orderBy('m.id')
    .limit(maxRows)
    .execute();
  const personIds = [...new Set(rows.map(({ personId }) => personId))];
  const [lastSeen, withFactors] = await Promise.all([lastSeenOf(personIds), peopleWithFactors(personIds)]);
  const views = may(actor, 'view-as');
  return rows.flatMap(({ id, role, tenantName, tenantKind, personId, name, email, ...row }) => {
    if (role === 'owner') return [];
    const self = personId === actor.id;
    const below = tenantKind === 'customer' || (tenantKind === 'reseller' && actor.role === 'staff_admin');
    const suspendedAt = row.personSuspendedAt ?? row.suspendedAt;
    return {
      membershipId: id,
      name,
      email,
      role,
      tenantName,
      tenantKind,
      suspendedAt: suspendedAt?.toISOString() ?? null,
      lastSeenAt: lastSeen.get(personId)?.toISOString() ?? null,
      secondFactor: withFactors.has(personId),
      self,
      viewable: views && below && !self && !suspendedAt,
    };
  });
}
