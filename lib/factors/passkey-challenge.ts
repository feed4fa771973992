import { randomBytes } from 'node:crypto';
import { db } from '@/lib/db';
import { keyedHash } from '@/lib/vault';

/** The browser asks for a finger or a PIN meanwhile. */
const minutes = 5;
const randomLength = 16;
/** Milliseconds since 1970, big-endian. */
const expiryLength = 6;
const macLength = 16;

/**
 * What a passkey must sign; for a sign-in without an account, which is not known yet. It carries its own expiry and is
 * recognised by a keyed hash, so that asking stores nothing: anybody may ask, as often as they like.
 */
export function newChallenge(accountId: string | null, now = Date.now()): Uint8Array<ArrayBuffer> {
  const body = Buffer.alloc(randomLength + expiryLength);
  randomBytes(randomLength).copy(body);
  body.writeUIntBE(now + minutes * 60_000, randomLength, expiryLength);
  return new Uint8Array([...body, ...macOf(body, accountId)]);
}

/** Whether this challenge is ours, in time and not answered before: of two answers to the same, one is refused. */
export async function spendChallenge(challenge: string, accountId: string | null, now = Date.now()): Promise<boolean> {
  const bytes = Buffer.from(challenge, 'base64url');
  const body = bytes.subarray(0, randomLength + expiryLength);
  if (bytes.length !== body.length + macLength || !macOf(body, accountId).equals(bytes.subarray(body.length)))
    return false;
  const expiresAt = new Date(body.readUIntBE(randomLength, expiryLength));
  if (expiresAt.getTime() <= now) return false;
  await db().passkeyChallenge.deleteMany({ where: { expiresAt: { lt: new Date(now) } } });
  const spent = { challenge: bytes.toString('base64url'), expiresAt };
  const { count } = await db().passkeyChallenge.createMany({ data: [spent], skipDuplicates: true });
  return count === 1;
}

function macOf(body: Buffer, accountId: string | null): Buffer {
  const text = `${accountId ?? ''} ${body.toString('hex')}`;
  return Buffer.from(keyedHash('passkey challenge', text), 'base64url').subarray(0, macLength);
}
