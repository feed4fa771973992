import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(argon2);

/** 19 MiB, two passes, one lane: the OWASP minimum for argon2id, because mail clients sign in often. */
const cost = { memory: 19_456, passes: 2, parallelism: 1 };
const tagLength = 32;
/** The maximum cost of a stored hash. Milepost never writes a higher one. */
const maxCost = { memory: 262_144, passes: 10, parallelism: 8 };
/** The PHC string of Argon2 version 1.3, with Dovecot's prefix for the scheme. */
const form =
  /^\{ARGON2ID\}\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,64})\$([A-Za-z0-9+/]{22,128})$/;

const unpadded = (bytes: Buffer) => bytes.toString('base64').replaceAll('=', '');

/** "{ARGON2ID}$argon2id$v=19$m=…,t=…,p=…$salt$hash" (RFC 9106), as Dovecot's passdb expects it. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16);
  const tag = await derive('argon2id', { message: password, nonce, tagLength, ...cost });
  return `{ARGON2ID}$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${unpadded(nonce)}$${unpadded(tag)}`;
}

let decoy: Promise<string> | undefined;

/**
 * Without a stored hash (no such account) it takes as long as with a wrong password. False for a hash in another
 * format.
 */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword(randomBytes(16).toString('hex'));
  const [, memory, passes, parallelism, salt, hash] = form.exec(stored ?? (await decoy)) ?? [];
  if (!salt || !hash) return false;
  const asked = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) };
  if (asked.memory > maxCost.memory || asked.passes > maxCost.passes || asked.parallelism > maxCost.parallelism)
    return false;
  const expected = Buffer.from(hash, 'base64');
  const nonce = Buffer.from(salt, 'base64');
  const tag = await derive('argon2id', { message: password, nonce, tagLength: expected.length, ...asked }).catch(
    () => null,
  );
  return stored !== null && tag !== null && timingSafeEqual(tag, expected);
}
