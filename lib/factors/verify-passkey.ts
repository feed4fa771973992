import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import { generateAuthenticationOptions, verifyAuthenticationResponse } from '@simplewebauthn/server';
import type { z } from 'zod';
import { db } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { newChallenge, spendChallenge } from './passkey-challenge';
import { relyingParty } from './relying-party';
import type { passkeyAnswer } from './shapes';

/** A challenge that any passkey of this host may answer. The device chooses the account, so no account is revealed. */
export async function askForPasskey(origin: string | null): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const party = relyingParty(origin);
  if (!party) throw new Refusal('invalid', { reason: 'passkey-address' });
  return generateAuthenticationOptions({ rpID: party.id, userVerification: 'required', challenge: newChallenge(null) });
}

/** Verifies and spends the answer of a passkey to one of our challenges (WebAuthn, 7.2), and stores its use. */
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
  // A counter that does not increase indicates a copy of the passkey. Passkeys without a counter always send 0
  // (WebAuthn, 6.1.1).
  const { count } = await db().passkey.updateMany({
    where: { id: passkey.id, counter: counter > 0n ? { lt: counter } : 0 },
    data: { counter, lastUsedAt: now, backedUp: authenticationInfo.credentialBackedUp },
  });
  return count === 1;
}
