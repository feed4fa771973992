import type { z } from 'zod';
import { record } from '@/lib/audit';
import { db, isTaken, transaction } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { beginAttempt, beginOther, type From, removeAttempt } from '@/lib/guesses';
import { hashPassword, verifyPassword } from '@/lib/passwords';
import { readLinkToken } from '@/lib/vault';
import { invitationCodeHash } from './invitation-code';
import { type acceptInput, newPassword, type OpenInvitation, type PersonRole } from './shapes';

/** An invitation that can still be accepted. Of several concurrent requests, the first to change this row succeeds. */
const open = (id: string, now: Date) => ({ id, acceptedAt: null, revokedAt: null, expiresAt: { gt: now } });

async function findOpen(id: string, now: Date) {
  const row = await db().invitation.findFirst({ where: open(id, now) });
  const tenant = row && (await db().tenantDirectory.findUnique({ where: { id: row.tenantId } }));
  return row && tenant ? { row, tenant } : null;
}

/** The invitation for the page of the link, or null if it is unknown, accepted, revoked or expired. */
export async function readInvitation(token: string, now = new Date()): Promise<OpenInvitation | null> {
  const id = readLinkToken('invitation', token);
  const found = id ? await findOpen(id, now) : null;
  if (!found) return null;
  const { row, tenant } = found;
  const known = await db().person.findUnique({ where: { email: row.email }, select: { id: true } });
  return {
    email: row.email,
    role: row.role as PersonRole,
    tenantName: tenant.name,
    invitedBy: row.invitedBy,
    known: known !== null,
    wantsCode: row.codeHash !== null,
  };
}

/**
 * Accepts an invitation: creates an account, or adds a role to an existing one after a check of its password. Returns
 * the address to sign in with.
 */
export async function acceptInvitation(
  input: z.infer<typeof acceptInput>,
  from: From,
  now = new Date(),
): Promise<{ email: string }> {
  const id = readLinkToken('invitation', input.token);
  const attempt = await beginOther(id ?? 'invitation:unknown', from, 'invitation');
  if (attempt === null) throw new Refusal('too-many-attempts');
  const found = id ? await findOpen(id, now) : null;
  if (!found) throw new Refusal('not-found');
  const { row, tenant } = found;
  if (row.codeHash !== null && row.codeHash !== invitationCodeHash(input.code))
    throw new Refusal('wrong-credentials', { field: 'code', reason: 'invitation-code' });

  const known = await db().person.findUnique({
    where: { email: row.email },
    omit: { passwordHash: false },
  });
  if (known) await verifyKnownPassword(known, input.password, from);
  else {
    if (input.name === '') throw new Refusal('invalid', { field: 'name', reason: 'name-missing' });
    const trouble = newPassword.safeParse(input.password).error?.issues[0]?.message;
    if (trouble) throw new Refusal('invalid', { field: 'password', reason: trouble });
  }
  const passwordHash = known ? '' : await hashPassword(input.password);

  try {
    await transaction(async (tx) => {
      const { count } = await tx.invitation.updateMany({ where: open(row.id, now), data: { acceptedAt: now } });
      if (count !== 1) throw new Refusal('not-found');
      const { email, role, tenantId } = row;
      if (await tx.mailboxDirectory.findUnique({ where: { address: email }, select: { id: true } }))
        throw new Refusal('taken', { reason: 'mailbox-address' });
      const person =
        known ??
        (await tx.person.create({
          data: { email, name: input.name, passwordHash, locale: row.locale },
          select: { id: true, name: true },
        }));
      await tx.membership.create({ data: { personId: person.id, tenantId, role }, select: { id: true } });
      await record(
        tx,
        { kind: 'person', id: person.id, name: person.name, ip: from.ip },
        {
          action: 'person.accept-invitation',
          object: { type: 'person', id: person.id, label: email },
          owner: { customerId: tenant.kind === 'customer' ? tenant.id : null, resellerId: tenant.resellerId },
          after: { role, tenant: tenant.name },
        },
      );
    });
  } catch (error) {
    // Two invitations of the same address were accepted at the same time. The second one finds the new account.
    if (isTaken(error)) throw new Refusal('conflict');
    throw error;
  }
  await removeAttempt(attempt);
  return { email: row.email };
}

/** Counted like a sign-in of that account, so that an invitation cannot be used to guess its password. */
async function verifyKnownPassword(
  person: { email: string; passwordHash: string },
  typed: string,
  from: From,
): Promise<void> {
  const attempt = await beginAttempt(person.email, from, { password: typed, hasCode: false, knownBrowser: false });
  if (attempt === null) throw new Refusal('too-many-attempts');
  if (!(await verifyPassword(person.passwordHash, typed)))
    throw new Refusal('wrong-credentials', { field: 'password', reason: 'account-password' });
  await removeAttempt(attempt);
}
