import type { z } from 'zod';
import { record } from '@/lib/audit';
import { db, isTaken, transaction } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { beginAttempt, dropAttempt, type From, hashPassword, verifyPassword } from '@/lib/passwords';
import { readLinkToken } from '@/lib/vault';
import { invitationCodeHash } from './invitation-code';
import { type acceptInput, newPassword, type OpenInvitation, type PersonRole } from './shapes';

/** An invitation that can still be accepted: of several at once the one whose change of this row comes first. */
const open = (id: string, now: Date) => ({ id, acceptedAt: null, revokedAt: null, expiresAt: { gt: now } });

async function findOpen(id: string, now: Date) {
  const row = await db().invitation.findFirst({ where: open(id, now) });
  const tenant = row && (await db().tenantDirectory.findUnique({ where: { id: row.tenantId } }));
  return row && tenant ? { row, tenant } : null;
}

/** What the link says to who holds it, or null: unknown, accepted, revoked and expired are one answer. */
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
 * Accepts an invitation: a new account, or for an address that has one, a further role, for who knows its password.
 * Answers the address to sign in with.
 */
export async function acceptInvitation(
  input: z.infer<typeof acceptInput>,
  from: From,
  now = new Date(),
): Promise<{ email: string }> {
  const id = readLinkToken('invitation', input.token);
  const attempt = await beginAttempt(id ?? 'invitation:unknown', from, 'invitation');
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
  if (known) await proveKnown(known, input.password, from);
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
    // Two invitations of one address, accepted at the same instant: the second finds an account that was not there.
    if (isTaken(error)) throw new Refusal('conflict');
    throw error;
  }
  await dropAttempt(attempt);
  return { email: row.email };
}

/** Counted as a sign-in of that account: an invitation is no place to guess its password. */
async function proveKnown(person: { email: string; passwordHash: string }, typed: string, from: From): Promise<void> {
  const attempt = await beginAttempt(person.email, from, 'password');
  if (attempt === null) throw new Refusal('too-many-attempts');
  if (!(await verifyPassword(person.passwordHash, typed)))
    throw new Refusal('wrong-credentials', { field: 'password', reason: 'account-password' });
  await dropAttempt(attempt);
}
