import type { z } from 'zod';
import { record } from '@/lib/audit';
import { db, lockUntilCommit, matches, queries, runIn, type Tx, transaction } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { enqueue } from '@/lib/jobs';
import { type Actor, demand, tenantScope } from '@/lib/tenancy';
import { invitationCodeHash, newInvitationCode } from './invitation-code';
import { sendInvitationJob } from './send-links';
import { type InvitationRow, type invitationInput, type PersonRole, rolesOf, type TenantKind } from './shapes';

const daysOpen = 7;
const maxRows = 500;
/** The maximum number of invitations to one address in an hour, because they may be unwanted. */
const maxPerHour = 5;
/** Each invitation is a mail with a name that its tenant chose, so a tenant cannot send them in bulk. */
const maxOpen = 50;
const maxPerDay = 100;

/** The tenants that the actor can invite people to, the nearest first. */
export async function placesToInvite(actor: Actor): Promise<{ id: string; name: string; kind: TenantKind }[]> {
  demand(actor, 'people:write');
  return db().tenantDirectory.findMany({
    where: tenantScope(actor),
    select: { id: true, name: true, kind: true },
    orderBy: [{ kind: 'asc' }, { name: 'asc' }],
    take: 1000,
  });
}

/**
 * Invites a person to a tenant by mail. Earlier invitations of the same address to it become invalid. Returns a code, this
 * once, if the person is to join the staff: it must reach them in another way than the link, so that reading their mail
 * is not enough to become staff.
 */
export async function invite(
  actor: Actor,
  { email, tenantId, role }: z.infer<typeof invitationInput>,
  locale: string,
  now = new Date(),
): Promise<{ id: string; code: string | null }> {
  demand(actor, 'people:write');
  const code = rolesOf.platform.some((each) => each === role) ? newInvitationCode() : null;
  return transaction(async (tx) => {
    const tenant = await tx.tenantDirectory.findFirst({ where: { AND: [{ id: tenantId }, tenantScope(actor)] } });
    if (!tenant) throw new Refusal('not-found', { field: 'tenantId' });
    if (!(rolesOf[tenant.kind] as readonly PersonRole[]).includes(role)) throw new Refusal('not-allowed');
    // A mailbox signs in with its address, which a person with the same name would shadow.
    if (await tx.mailboxDirectory.findUnique({ where: { address: email }, select: { id: true } }))
      throw new Refusal('taken', { field: 'email', reason: 'mailbox-address' });
    if (await tx.membership.findFirst({ where: { tenantId, role, person: { email } }, select: { id: true } }))
      throw new Refusal('taken', { field: 'email', reason: 'already-member' });
    const since = new Date(now.getTime() - 3_600_000);
    if ((await tx.invitation.count({ where: { email, createdAt: { gt: since } } })) >= maxPerHour)
      throw new Refusal('too-many-attempts', { field: 'email' });
    await tx.invitation.updateMany({
      where: { tenantId, email, acceptedAt: null, revokedAt: null },
      data: { revokedAt: now },
    });
    await refuseTooMany(tx, tenantId, now);
    const expiresAt = new Date(now.getTime() + daysOpen * 86_400_000);
    const invitedBy = actor.viewedBy?.name ?? actor.name;
    const { id } = await tx.invitation.create({
      data: {
        email,
        tenantId,
        role,
        invitedBy,
        codeHash: code && invitationCodeHash(code),
        locale,
        expiresAt,
      },
      select: { id: true },
    });
    await enqueue(tx, sendInvitationJob.name, { invitationId: id }, { key: `invitation-${id}` });
    await record(tx, actor, {
      action: 'person.invite',
      object: { type: 'invitation', id, label: email },
      owner: { customerId: tenant.kind === 'customer' ? tenant.id : null, resellerId: tenant.resellerId },
      after: { role, tenant: tenant.name },
    });
    return { id, code };
  });
}

/** The limits of one tenant. Two people who invite at the same time wait for each other. */
async function refuseTooMany(tx: Tx, tenantId: string, now: Date): Promise<void> {
  await lockUntilCommit(tx, 'milepost.invitations', tenantId);
  const open = { tenantId, acceptedAt: null, revokedAt: null, expiresAt: { gt: now } };
  if ((await tx.invitation.count({ where: open })) >= maxOpen)
    throw new Refusal('over-limit', { field: 'email', reason: 'invitations-open', limit: maxOpen });
  const since = new Date(now.getTime() - 86_400_000);
  if ((await tx.invitation.count({ where: { tenantId, createdAt: { gt: since } } })) >= maxPerDay)
    throw new Refusal('over-limit', { field: 'email', reason: 'invitations-day', limit: maxPerDay });
}

/** Invitations that were not accepted, including expired ones. */
export async function listInvitations(actor: Actor, now = new Date()): Promise<InvitationRow[]> {
  demand(actor, 'people:read');
  const rows = await pendingInvitations(actor)
    .select([
      'i.id',
      'i.email',
      'i.role',
      'i.invitedBy',
      'i.createdAt',
      'i.expiresAt',
      'i.sentAt',
      't.name as tenantName',
    ])
    .orderBy('i.createdAt', 'desc')
    .limit(maxRows)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    email: row.email,
    role: row.role as PersonRole,
    tenantName: row.tenantName,
    invitedBy: row.invitedBy,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    expired: row.expiresAt <= now,
    sentAt: row.sentAt?.toISOString() ?? null,
  }));
}

/** Invitations to tenants in the actor's scope that are neither accepted nor revoked. */
function pendingInvitations(actor: Actor) {
  return queries()
    .selectFrom('Invitation as i')
    .innerJoin('TenantDirectory as t', 't.id', 'i.tenantId')
    .where('i.acceptedAt', 'is', null)
    .where('i.revokedAt', 'is', null)
    .where(matches('t', tenantScope(actor)));
}

/** Revokes an invitation. Its link is no longer valid. */
export async function revokeInvitation(actor: Actor, invitationId: string): Promise<void> {
  demand(actor, 'people:write');
  await transaction(async (tx) => {
    const found = pendingInvitations(actor)
      .select(['i.id', 'i.email', 't.id as tenantId', 't.kind', 't.resellerId'])
      .where('i.id', '=', invitationId);
    const [row] = await runIn(tx, found);
    if (!row) throw new Refusal('not-found');
    await tx.invitation.update({ where: { id: row.id }, data: { revokedAt: new Date() }, select: { id: true } });
    await record(tx, actor, {
      action: 'person.revoke-invitation',
      object: { type: 'invitation', id: row.id, label: row.email },
      owner: { customerId: row.kind === 'customer' ? row.tenantId : null, resellerId: row.resellerId },
    });
  });
}
