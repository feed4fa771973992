import { verifyPasskey } from '@/lib/factors';
import { passkeyAnswer } from '@/lib/factors/shapes';
import { beginAttempt, type From } from '@/lib/passwords';
import { openSignIn } from '@/lib/sign-ins';
import { accountActor } from './acting-as';
import { Declined } from './declined';
import { accountByPasskey } from './read-account';

/** Verifies a passkey and opens a sign-in. Returns its id. Declined as 'passkey-wrong' (for any reason) or 'locked'. */
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
  const name = account?.name ?? response.id;
  const attempt = await beginAttempt(name, from, 'passkey');
  if (attempt === null) throw new Declined('locked');
  const actor = account && accountActor(account, { signInId: null, ip: from.ip });
  if (!actor || !(await verifyPasskey(response, origin, now))) throw new Declined('passkey-wrong');
  const membershipId = account.role?.id ?? null;
  return openSignIn(actor, { name, membershipId, method: 'passkey', from, attempt }, now);
}
