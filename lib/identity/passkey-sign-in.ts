import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import { generateAuthenticationOptions, verifyAuthenticationResponse } from '@simplewebauthn/server';
import { db } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { mailboxBarred, membershipBarred } from './barred';
import { beginAttempt, type From } from './lock-out';
import { keepChallenge, spendChallenge } from './passkey-challenge';
import { relyingParty } from './relying-party';
import { passkeyAnswer } from './shapes';
import { Declined, openSignIn, withTenants } from './sign-in';
import { withDomain } from './with-domain';

/** What any passkey of this host may answer: the device finds the account, so that nothing is told of accounts here. */
export async function askForPasskey(origin: string | null): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const party = relyingParty(origin);
  if (!party) throw new Refusal('invalid', { reason: 'passkey-address' });
  const options = await generateAuthenticationOptions({ rpID: party.id, userVerification: 'required' });
  await keepChallenge(options.challenge, null);
  return options;
}

/**
 * Checks what a passkey signed (WebAuthn, 7.2) and opens a sign-in; returns its id. Declined as 'passkey-wrong'
 * (whatever was the matter) or 'locked'.
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
  const passkey = await db().passkey.findUnique({
    where: { credentialId: response.id },
    include: { person: { include: { memberships: withTenants } }, mailbox: true },
  });
  const person = passkey?.person ?? null;
  const mailbox = passkey?.mailbox ? await withDomain(passkey.mailbox) : null;
  const attempt = await beginAttempt(person?.email ?? mailbox?.address ?? response.id, from, 'passkey');
  if (attempt === null) throw new Declined('locked');
  const membership = person?.memberships.find((each) => !membershipBarred(each)) ?? null;
  const barred = person ? Boolean(person.suspendedAt) || !membership : !mailbox || mailboxBarred(mailbox);
  const party = relyingParty(origin);
  if (!passkey || !party || barred) throw new Declined('passkey-wrong');

  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response,
    expectedChallenge: (challenge) => spendChallenge(challenge, null),
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    credential: {
      id: passkey.credentialId,
      publicKey: new Uint8Array(passkey.publicKey),
      counter: Number(passkey.counter),
    },
  }).catch(() => ({ verified: false, authenticationInfo: null }));
  if (!verified || !authenticationInfo) throw new Declined('passkey-wrong');
  const counter = BigInt(authenticationInfo.newCounter);
  // A counter that stands still is a copy of the passkey; those without one always say 0 (WebAuthn, 6.1.1).
  const { count } = await db().passkey.updateMany({
    where: { id: passkey.id, ...(counter > 0n ? { counter: { lt: counter } } : { counter: 0 }) },
    data: { counter, lastUsedAt: now, backedUp: authenticationInfo.credentialBackedUp },
  });
  if (count !== 1) throw new Declined('passkey-wrong');
  return openSignIn({ person, mailbox, membership }, 'passkey', from, attempt, now);
}
