import { db } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { type Actor, demand } from '@/lib/tenancy';
import { beginAttempt, dropAttempt } from './lock-out';
import { verifyPassword } from './password';

/** Refuses unless the password is the account's present one; answers its sign-in name. Failures count towards the lock-out. */
export async function provePassword(actor: Actor, password: string): Promise<string> {
  demand(actor, 'self:secure');
  const where = { id: actor.id };
  const account =
    actor.kind === 'mailbox'
      ? await db().mailbox.findUnique({ where, select: { address: true, passwordHash: true } })
      : await db().person.findUnique({ where, select: { email: true, passwordHash: true } });
  const name = account ? ('address' in account ? account.address : account.email) : actor.name;
  // The same count as at the sign-in: an open browser that somebody found is no place to guess either.
  const attempt = await beginAttempt(name, { ip: actor.ip ?? '127.0.0.1', userAgent: '' }, 'password');
  if (attempt === null) throw new Refusal('too-many-attempts');
  if (!(await verifyPassword(account?.passwordHash ?? null, password)))
    throw new Refusal('wrong-credentials', { field: 'present' });
  await dropAttempt(attempt);
  return name;
}
