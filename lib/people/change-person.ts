import { type AuditAction, record } from '@/lib/audit';
import { lockUntilCommit, matches, queries, runIn, type Tx, transaction } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { removeFactors } from '@/lib/factors';
import { forgetNotices } from '@/lib/notices';
import { type Actor, demand, tenantScope } from '@/lib/tenancy';
import { type PersonRole, rolesOf } from './shapes';

// Changes affect one role and never the whole person, whose other roles may belong to other tenants.

/** A membership in the actor's scope. Their own is excluded, so that nobody locks themselves out. */
async function find(tx: Tx, actor: Actor, membershipId: string) {
  demand(actor, 'people:write');
  const found = membershipsOf(actor)
    .innerJoin('Person as p', 'p.id', 'm.personId')
    .select(['m.id', 'm.personId', 'm.tenantId', 'm.role', 'm.suspendedAt', 'p.email'])
    .select(['t.kind as tenantKind', 't.name as tenantName', 't.resellerId'])
    .where('m.id', '=', membershipId);
  const [row] = await runIn(tx, found);
  if (!row) throw new Refusal('not-found');
  if (row.personId === actor.id) throw new Refusal('not-allowed', { reason: 'own-role' });
  return row;
}

function membershipsOf(actor: Actor) {
  return queries()
    .selectFrom('Membership as m')
    .innerJoin('TenantDirectory as t', 't.id', 'm.tenantId')
    .where(matches('t', tenantScope(actor)));
}

type Found = Awaited<ReturnType<typeof find>>;

/** The host always has a person who can administer it, even if the last two remove each other concurrently. */
async function keepStaff(tx: Tx, { id, role, tenantId }: Found): Promise<void> {
  if (role !== 'staff_admin') return;
  await lockUntilCommit(tx, 'milepost.staff', tenantId);
  const others = await tx.membership.count({
    where: { tenantId, role: 'staff_admin', suspendedAt: null, person: { suspendedAt: null }, NOT: { id } },
  });
  if (others === 0) throw new Refusal('in-use', { reason: 'milepost.staff' });
}

function recordChange(
  tx: Tx,
  actor: Actor,
  { personId, email, role, tenantId, tenantKind, tenantName, resellerId }: Found,
  action: AuditAction,
  after?: { role: PersonRole },
) {
  return record(tx, actor, {
    action,
    object: { type: 'person', id: personId, label: email },
    owner: { customerId: tenantKind === 'customer' ? tenantId : null, resellerId },
    before: { role, tenant: tenantName },
    after,
  });
}

export async function changeRole(actor: Actor, membershipId: string, role: PersonRole): Promise<void> {
  await transaction(async (tx) => {
    const row = await find(tx, actor, membershipId);
    if (!(rolesOf[row.tenantKind] as readonly PersonRole[]).includes(role)) throw new Refusal('not-allowed');
    if (role === row.role) return;
    await keepStaff(tx, row);
    const { personId, tenantId } = row;
    if (await tx.membership.findFirst({ where: { personId, tenantId, role } }))
      throw new Refusal('taken', { reason: 'already-member' });
    await tx.membership.update({ where: { id: row.id }, data: { role }, select: { id: true } });
    await recordChange(tx, actor, row, 'person.role', { role });
  });
}

/** Suspends a role. It has no access from the next request on, even in an open sign-in. */
export async function suspendPerson(actor: Actor, membershipId: string): Promise<void> {
  await transaction(async (tx) => {
    const row = await find(tx, actor, membershipId);
    if (row.suspendedAt) return;
    await keepStaff(tx, row);
    await tx.membership.update({ where: { id: row.id }, data: { suspendedAt: new Date() }, select: { id: true } });
    await recordChange(tx, actor, row, 'person.suspend');
  });
}

export async function resumePerson(actor: Actor, membershipId: string): Promise<void> {
  await transaction(async (tx) => {
    const row = await find(tx, actor, membershipId);
    if (!row.suspendedAt) return;
    await tx.membership.update({ where: { id: row.id }, data: { suspendedAt: null }, select: { id: true } });
    await recordChange(tx, actor, row, 'person.lift-suspension');
  });
}

/** Removes a role. With the last one, the account is removed, and the address can be invited again. */
export async function removePerson(actor: Actor, membershipId: string): Promise<void> {
  await transaction(async (tx) => {
    const row = await find(tx, actor, membershipId);
    await keepStaff(tx, row);
    await tx.membership.delete({ where: { id: row.id }, select: { id: true } });
    const gone = await tx.person.deleteMany({ where: { id: row.personId, memberships: { none: {} } } });
    if (gone.count > 0) await forgetNotices(tx, { personId: row.personId });
    await recordChange(tx, actor, row, 'person.remove');
  });
}

/**
 * For a person who lost phone and recovery codes. Only if all roles of the person are in scope, because it affects all
 * of them.
 */
export async function removePersonsFactors(actor: Actor, membershipId: string): Promise<void> {
  await transaction(async (tx) => {
    const row = await find(tx, actor, membershipId);
    const { personId } = row;
    const inScope = membershipsOf(actor).select('m.id').where('m.personId', '=', personId);
    const [all, reached] = [await tx.membership.count({ where: { personId } }), await runIn(tx, inScope)];
    if (all > reached.length) throw new Refusal('not-allowed', { reason: 'roles-elsewhere' });
    await removeFactors(tx, actor, { personId });
    await recordChange(tx, actor, row, 'second-factor.remove-all');
  });
}
