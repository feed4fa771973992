import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { record } from '@/lib/audit';
import { db, transaction } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { factorOfPerson, spendCodeOfPerson } from '@/lib/factors';
import { beginOther, type From, settleAttempt } from '@/lib/guesses';
import { signInName } from '@/lib/identity';
import { enqueue } from '@/lib/jobs';
import { notify } from '@/lib/notices';
import { hashPassword } from '@/lib/passwords';
import { readPlatform } from '@/lib/platform';
import { endSignIns } from '@/lib/sign-ins';
import { readLinkToken } from '@/lib/vault';
import { sendResetJob } from './send-links';
import type { OpenReset, PersonRole, resetInput } from './shapes';

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
  if ((await beginOther(email, from, 'reset')) === null) return;
  const expiresAt = new Date(now.getTime() + minutesOpen * 60_000).toISOString();
  await transaction((tx) => enqueue(tx, sendResetJob.name, { resetId: randomUUID(), email, ip: from.ip, expiresAt }));
}

/** What a link still leads to, or null. */
export async function readReset(token: string, now = new Date()): Promise<OpenReset | null> {
  const id = readLinkToken('reset', token);
  const row = id && (await db().passwordReset.findFirst({ where: open(id, now), select: { personId: true } }));
  return row ? { asks: await asked(row.personId) } : null;
}

/**
 * A link by mail is not enough where there is a second factor, and never enough for staff: one of them without a factor could
 * be replaced by whoever reads their mail, who would then set up a factor of their own.
 */
async function asked(personId: string): Promise<OpenReset['asks']> {
  const factor = await factorOfPerson(personId);
  if (factor === 'code') return 'password-and-code';
  // A passkey is asked for at the sign-in, which has no other way past it.
  if (factor === 'passkey' || !(await readPlatform()).staffSecondFactor) return 'password';
  const role = { in: ['staff_admin', 'staff_auditor'] as PersonRole[] };
  const staff = await db().membership.findFirst({ where: { personId, role }, select: { id: true } });
  return staff ? 'staff-without-factor' : 'password';
}

/**
 * A new password by the link in the mail, once, and a code where the person has a second factor. Every sign-in of the
 * person ends; the factor stays as it is.
 */
export async function resetPassword(
  { token, password, code }: z.infer<typeof resetInput>,
  from: From,
  now = new Date(),
): Promise<{ email: string }> {
  const id = readLinkToken('reset', token);
  const attempt = await beginOther(id ?? 'reset:unknown', from, 'invitation');
  if (attempt === null) throw new Refusal('too-many-attempts');
  const row = id && (await db().passwordReset.findFirst({ where: open(id, now), include: { person: true } }));
  if (!row) throw new Refusal('not-found');
  const { person } = row;
  const asks = await asked(person.id);
  if (asks === 'staff-without-factor') throw new Refusal('not-allowed', { reason: 'staff-reset' });
  const spent = asks === 'password-and-code' ? await spendCodeOfPerson(person.id, code, now) : null;
  if (asks === 'password-and-code' && !spent)
    throw new Refusal('wrong-credentials', { field: 'code', reason: 'code-wrong' });
  const passwordHash = await hashPassword(password);
  await transaction(async (tx) => {
    const { count } = await tx.passwordReset.updateMany({ where: open(row.id, now), data: { usedAt: now } });
    if (count !== 1) throw new Refusal('not-found');
    // Links in earlier mails become invalid, too.
    await tx.passwordReset.updateMany({ where: { personId: person.id, usedAt: null }, data: { usedAt: now } });
    await tx.person.update({ where: { id: person.id }, data: { passwordHash }, select: { id: true } });
    await endSignIns(tx, { personIds: [person.id] }, { at: now });
    await settleAttempt(tx, { name: person.email, from, attempt }, new Date());
    const author = { kind: 'person', id: person.id, name: person.name, ip: from.ip } as const;
    const account = { personId: person.id };
    await notify(tx, author, account, { kind: 'password-reset' });
    if (spent === 'recovery') await notify(tx, author, account, { kind: 'recovery-code-used' });
    await record(tx, author, {
      action: 'person.reset-password',
      object: { type: 'person', id: person.id, label: person.email },
    });
  });
  return { email: person.email };
}
