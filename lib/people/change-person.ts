import { record } from '@/lib/audit';
import { lockUntilCommit, type Tx, transaction } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { type Actor, demand, tenantScope } from '@/lib/tenancy';
import { type PersonRole, rolesOf } from './shapes';

// One role of a person, never the whole person: what they are in other tenants is not this tenant's to change.

/** A membership in reach that is not one's own: nobody can lock themselves out by a slip. */
async function find(tx: Tx, actor: Actor, membershipId: string) {
  demand(actor, 'people:write');
  const row = await tx.membership.findFirst({
    where: { id: membershipId, tenant: tenantScope(actor) },
    include: { tenant: true, person: true },
  });
  if (!row) throw new Refusal('not-found');
  if (row.personId === actor.id) throw new Refusal('not-allowed', { reason: 'own-role' });
  return row;
}

type Found = Awaited<ReturnType<typeof find>>;

/** The host keeps somebody who can administer it, also when two of the last two take each other off at once. */
async function keepStaff(tx: Tx, { id, role, tenantId }: Found): Promise<void> {
  if (role !== 'staff_admin') return;
  await lockUntilCommit(tx, 'milepost.staff', tenantId);
  const others = await tx.membership.count({
    where: { tenantId, role: 'staff_admin', suspendedAt: null, person: { suspendedAt: null }, NOT: { id } },
  });
  if (others === 0) throw new Refusal('in-use', { reason: 'last-staff' });
}

function noted(tx: Tx, actor: Actor, row: Found, action: string, change: { before?: object; after?: object } = {}) {
  const { tenant, person } = row;
  return record(tx, actor, {
    action,
    object: { type: 'person', id: person.id, label: person.email },
    owner: { customerId: tenant.kind === 'customer' ? tenant.id : null, resellerId: tenant.resellerId },
    before: { role: row.role, tenant: tenant.name, ...change.before },
    ...(change.after ? { after: { ...change.after } } : {}),
  });
}

export async function changeRole(actor: Actor, membershipId: string, role: PersonRole): Promise<void> {
  await transaction(async (tx) => {
    const row = await find(tx, actor, membershipId);
    if (!(rolesOf[row.tenant.kind] as readonly PersonRole[]).includes(role)) throw new Refusal('not-allowed');
    if (role === row.role) return;
    await keepStaff(tx, row);
    const { personId, tenantId } = row;
    if (await tx.membership.findFirst({ where: { personId, tenantId, role } }))
      throw new Refusal('taken', { reason: 'already-member' });
    await tx.membership.update({ where: { id: row.id }, data: { role }, select: { id: true } });
    await noted(tx, actor, row, 'person.role', { after: { role } });
  });
}

/** The role gives nothing from the next request on; whoever is signed in with it is out. */
export async function suspendPerson(actor: Actor, membershipId: string): Promise<void> {
  await transaction(async (tx) => {
    const row = await find(tx, actor, membershipId);
    if (row.suspendedAt) return;
    await keepStaff(tx, row);
    await tx.membership.update({ where: { id: row.id }, data: { suspendedAt: new Date() }, select: { id: true } });
    await noted(tx, actor, row, 'person.suspend');
  });
}

export async function resumePerson(actor: Actor, membershipId: string): Promise<void> {
  await transaction(async (tx) => {
    const row = await find(tx, actor, membershipId);
    if (!row.suspendedAt) return;
    await tx.membership.update({ where: { id: row.id }, data: { suspendedAt: null }, select: { id: true } });
    await noted(tx, actor, row, 'person.resume');
  });
}

/** Takes the role away; with the last one the account goes too, and the address can be invited anew. */
export async function removePerson(actor: Actor, membershipId: string): Promise<void> {
  await transaction(async (tx) => {
    const row = await find(tx, actor, membershipId);
    await keepStaff(tx, row);
    await tx.membership.delete({ where: { id: row.id }, select: { id: true } });
    await tx.person.deleteMany({ where: { id: row.personId, memberships: { none: {} } } });
    await noted(tx, actor, row, 'person.remove');
  });
}

/** For who lost phone and recovery codes. Only where all of the person's roles are in reach: it opens all of them. */
export async function takeOffSecondFactor(actor: Actor, membershipId: string): Promise<void> {
  await transaction(async (tx) => {
    const row = await find(tx, actor, membershipId);
    const elsewhere = await tx.membership.count({
      where: { personId: row.personId, NOT: { tenant: tenantScope(actor) } },
    });
    if (elsewhere > 0) throw new Refusal('not-allowed', { reason: 'roles-elsewhere' });
    const { personId } = row;
    await tx.secondFactor.deleteMany({ where: { personId } });
    await tx.passkey.deleteMany({ where: { personId } });
    await tx.signIn.updateMany({ where: { personId, endedAt: null }, data: { endedAt: new Date() } });
    await noted(tx, actor, row, 'second-factor.take-off');
  });
}
