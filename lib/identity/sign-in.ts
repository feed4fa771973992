import { spendCode } from '@/lib/factors';
import { beginAttempt, type From, isKnownBrowser, removeAttempt } from '@/lib/guesses';
import { verifyPassword } from '@/lib/passwords';
import { openSignIn } from '@/lib/sign-ins';
import { accountActor } from './acting-as';
import { Declined } from './declined';
import { accountByName } from './read-account';
import { signInName } from './sign-in-name';

/**
 * Checks a name and a password, and a code if the account has a second factor, and opens a sign-in. Returns its id.
 * Declined as 'wrong' (whether the account does not exist, is suspended, or the password is wrong), 'locked' (also for
 * names that do not exist), and after a correct password 'code-needed', 'code-wrong' or, if there are only passkeys,
 * 'passkey-needed'.
 */
export async function signIn(
  typed: { name: unknown; password: unknown; code: unknown },
  from: From,
  now = new Date(),
): Promise<string> {
  const name = signInName(typed.name);
  const password = typeof typed.password === 'string' ? typed.password.slice(0, 1024) : '';
  const code = typeof typed.code === 'string' ? typed.code.slice(0, 64).trim() : '';
  const account = await accountByName(name);
  const secret = {
    password,
    hasCode: code !== '',
    knownBrowser: account !== null && isKnownBrowser(account, from.cookies, now),
  };
  // The time of the count is that of the clock, because a test of codes may be ahead of it.
  const attempt = await beginAttempt(name, from, secret);
  if (attempt === null) throw new Declined('locked');

  const good = await verifyPassword(account?.passwordHash ?? null, password);
  const actor = account && accountActor(account, { signInId: null, ip: from.ip });
  if (!good || !actor) throw new Declined('wrong');

  const { id, role, secondFactor, hasPasskeys } = account;
  const opened = { name, membershipId: role?.id ?? null, from, attempt };
  if (!secondFactor) {
    if (!hasPasskeys) return openSignIn(actor, { ...opened, method: 'password' }, now);
    await removeAttempt(attempt);
    throw new Declined('passkey-needed');
  }
  if (!code) {
    await removeAttempt(attempt);
    throw new Declined('code-needed');
  }
  const method = await spendCode(id, secondFactor, code, now);
  if (!method) throw new Declined('code-wrong');
  return openSignIn(actor, { ...opened, method }, now);
}
