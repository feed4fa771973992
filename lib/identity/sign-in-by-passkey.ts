import { verifyPasskey } from '@/lib/factors';
import { passkeyAnswer } from '@/lib/factors/shapes';
import { type From, notePasskeyFailure } from '@/lib/guesses';
import { openSignIn } from '@/lib/sign-ins';
import { accountActor } from './acting-as';
import { Declined } from './declined';
import { accountByPasskey } from './read-account';

/**
 * Verifies a passkey and opens a sign-in. Returns its id. Declined as 'passkey-wrong', for any reason. Nobody can guess a
 * passkey, so it is never locked: it is the way in while strangers guess the password.
 */
export async function signInByPasskey(
  text: unknown,
  origin: string | null,
  from: From,
  now = new Date(),
): Promise<string> {
  const answer = passkeyAnswer.safeParse(text);
  if (!answer.success) throw new Declined('passkey-wrong');
  const response = answer.data;
  const account = await accountByPasskey(response.id);
  if (account === null) throw new Declined('passkey-wrong');
  const { name } = account;
  const actor = accountActor(account, { signInId: null, ip: from.ip });
  if (!actor || !(await verifyPasskey(response, origin, now))) {
    await notePasskeyFailure(name, from);
    throw new Declined('passkey-wrong');
  }
  const membershipId = account.role?.id ?? null;
  return openSignIn(actor, { name, membershipId, method: 'passkey', from, attempt: null }, now);
}
