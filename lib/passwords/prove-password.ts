import { queries, sql } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { beginOther, knownBrowserCookie, removeAttempt } from '@/lib/guesses';
import { type Actor, demand } from '@/lib/tenancy';
import { verifyPassword } from './hash-password';

/**
 * Refuses if the password is not the account's current one. Returns the sign-in name. Failures are counted by account,
 * apart from sign-ins: strangers cannot keep a signed-in owner from it, and it cannot lock a sign-in.
 */
export async function provePassword(actor: Actor, password: string): Promise<string> {
  demand(actor, 'self:secure');
  const account = await readAccount(actor);
  const name = account?.name ?? actor.name;
  // Otherwise an unattended browser could be used to guess the password.
  const attempt = await beginOther(name, { ip: actor.ip ?? '127.0.0.1', userAgent: '' }, 'proof');
  if (attempt === null) throw new Refusal('too-many-attempts');
  if (!(await verifyPassword(account?.digest ?? null, password)))
    throw new Refusal('wrong-credentials', { field: 'currentPassword' });
  await removeAttempt(attempt);
  return name;
}

/** The cookie for a browser in which the account has signed in, which ends with its password. Null if it is gone. */
export async function browserCookieOf(actor: Pick<Actor, 'kind' | 'id'>) {
  const account = await readAccount(actor);
  return account && knownBrowserCookie({ id: actor.id, passwordHash: account.digest });
}

async function readAccount({ kind, id }: Pick<Actor, 'kind' | 'id'>): Promise<{ name: string; digest: string } | null> {
  const [person, mailbox] = kind === 'mailbox' ? [null, id] : [id, null];
  const { rows } = await sql<{ name: string; digest: string }>`
    SELECT name, digest FROM account_password(${person}::uuid, ${mailbox}::uuid)`.execute(queries());
  return rows[0] ?? null;
}
