import { randomUUID } from 'node:crypto';
import { record } from '@/lib/audit';
import { db, transaction } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { signInName } from '@/lib/identity';
import { enqueue } from '@/lib/jobs';
import { beginAttempt, clearFailures, type From, hashPassword, removeAttempt } from '@/lib/passwords';
import { endSignIns } from '@/lib/sign-ins';
import { readLinkToken } from '@/lib/vault';
import { sendResetJob } from './send-links';

const minutesOpen = 60;

const open = (id: string, now: Date) => ({
  id,
  usedAt: null,
  expiresAt: { gt: now },
  person: { suspendedAt: null },
});

/**
 * Requests a link to reset a password. The work and the answer are the same whether the address has an account, has
 * none, or requested too often. The job that sends the mail looks up the account.
 */
export async function requestReset(typed: string, from: From, now = new Date()): Promise<void> {
  const email = signInName(typed);
  // Requests are counted, and never removed from the count.
  if ((await beginAttempt(email, from, 'reset')) === null) return;
  const expiresAt = new Date(now.getTime() + minutesOpen * 60_000).toISOString();
  await transaction((tx) => enqueue(tx, sendResetJob.name, { resetId: randomUUID(), email, ip: from.ip, expiresAt }));
}

/** Whether a link is still valid. */
export async function readReset(token: string, now = new Date()): Promise<boolean> {
  const id = readLinkToken('reset', token);
  return Boolean(id && (await db().passwordReset.findFirst({ where: open(id, now), select: { id: true } })));
}

/**
 * Sets a new password with the link of the mail, once. All sign-ins of the person end; a second factor is not changed.
 */
export async function resetPassword(
  { token, password }: { token: string; password: string },
  from: From,
  now = new Date(),
): Promise<{ email: string }> {
  const id = readLinkToken('reset', token);
  const attempt = await beginAttempt(id ?? 'reset:unknown', from, 'invitation');
  if (attempt === null) throw new Refusal('too-many-attempts');
  const row = id && (await db().passwordReset.findFirst({ where: open(id, now), include: { person: true } }));
  if (!row) throw new Refusal('not-found');
  const { person } = row;
  const passwordHash = await hashPassword(password);
  await transaction(async (tx) => {
    const { count } = await tx.passwordReset.updateMany({ where: open(row.id, now), data: { usedAt: now } });
    if (count !== 1) throw new Refusal('not-found');
    // Links in earlier mails become invalid, too.
    await tx.passwordReset.updateMany({ where: { personId: person.id, usedAt: null }, data: { usedAt: now } });
    await tx.person.update({ where: { id: person.id }, data: { passwordHash }, select: { id: true } });
    await endSignIns(tx, { personIds: [person.id] }, { at: now });
    await clearFailures(tx, person.email, now);
    await record(
      tx,
      { kind: 'person', id: person.id, name: person.name, ip: from.ip },
      {
        action: 'person.reset-password',
        object: { type: 'person', id: person.id, label: person.email },
      },
    );
  });
  await removeAttempt(attempt);
  return { email: person.email };
}
