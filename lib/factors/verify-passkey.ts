import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import { generateAuthenticationOptions, verifyAuthenticationResponse } from '@simplewebauthn/server';
import type { z } from 'zod';
import { db } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { spendChallenge, storeChallenge } from './passkey-challenge';
import { relyingParty } from './relying-party';
import type { passkeyAnswer } from './shapes';

/** A challenge that any passkey of this host may answer: the device finds the account, so nothing is said of accounts here. */
export async function askForPasskey(origin: string | null): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const party = relyingParty(origin);
  if (!party) throw new Refusal('invalid', { reason: 'passkey-address' });
  const options = await generateAuthenticationOptions({ rpID: party.id, userVerification: 'required' });
  await storeChallenge(options.challenge, null);
  return options;
}

/** Whether a passkey of ours signed a challenge of ours (WebAuthn, 7.2), which is then spent; its use is noted. */
export async function verifyPasskey(
  response: z.infer<typeof passkeyAnswer>,
  origin: string | null,
  now: Date,
): Promise<boolean> {
  const party = relyingParty(origin);
  const passkey = await db().passkey.findUnique({ where: { credentialId: response.id } });
  if (!party || !passkey) return false;
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
  if (!verified || !authenticationInfo) return false;
  const counter = BigInt(authenticationInfo.newCounter);
  // A counter that does not advance shows a copy of the passkey; those without one always say 0 (WebAuthn, 6.1.1).
  const { count } = await db().passkey.updateMany({
    where: { id: passkey.id, counter: counter > 0n ? { lt: counter } : 0 },
    data: { counter, lastUsedAt: now, backedUp: authenticationInfo.credentialBackedUp },
  });
  return count === 1;
}
