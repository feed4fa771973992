import { queries, sql } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { type Actor, demand } from '@/lib/tenancy';
import { beginAttempt, removeAttempt } from './count-attempts';
import { verifyPassword } from './hash-password';

/**
 * Refuses if the password is not the account's current one. Returns the sign-in name. Failures count towards the
 * lock-out.
 */
export async function provePassword(actor: Actor, password: string): Promise<string> {
  demand(actor, 'self:secure');
  const account = await readAccount(actor);
  const name = account?.name ?? actor.name;
  // Counted like a sign-in, so that an unattended browser cannot be used to guess the password.
  const attempt = await beginAttempt(name, { ip: actor.ip ?? '127.0.0.1', userAgent: '' }, 'password');
  if (attempt === null) throw new Refusal('too-many-attempts');
  if (!(await verifyPassword(account?.digest ?? null, password)))
    throw new Refusal('wrong-credentials', { field: 'currentPassword' });
  await removeAttempt(attempt);
  return name;
}

async function readAccount({ kind, id }: Actor): Promise<{ name: string; digest: string } | null> {
  const [person, mailbox] = kind === 'mailbox' ? [null, id] : [id, null];
  const { rows } = await sql<{ name: string; digest: string }>`
    SELECT name, digest FROM account_password(${person}::uuid, ${mailbox}::uuid)`.execute(queries());
  return rows[0] ?? null;
}
