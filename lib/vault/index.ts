import 'server-only';
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { requireKey } from '@/lib/config';

const keys = new Map<string, Buffer>();

/** Each purpose has its own key, derived from the key of the data directory. */
function keyFor(purpose: string): Buffer {
  const known = keys.get(purpose);
  if (known) return known;
  const key = Buffer.from(hkdfSync('sha256', requireKey('MILEPOST_VAULT_KEY'), '', `milepost ${purpose}`, 32));
  keys.set(purpose, key);
  return key;
}

/** AES-256-GCM, bound to the owner of the secret: a copy in another row cannot be decrypted. */
export function seal(plain: string, owner: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keyFor('seal'), nonce).setAAD(Buffer.from(owner));
  const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return `v1.${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')}`;
}

/** Throws if the text was changed, belongs to another owner, or was encrypted with another key. */
export function unseal(sealed: string, owner: string): string {
  const bytes = Buffer.from(sealed.replace(/^v1\./, ''), 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', keyFor('seal'), bytes.subarray(0, 12), { authTagLength: 16 });
  decipher.setAAD(Buffer.from(owner)).setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
}

/** A keyed hash. Without the key, a copy of the database does not allow guessing. */
export function keyedHash(purpose: string, text: string): string {
  return createHmac('sha256', keyFor(purpose)).update(text).digest('base64url');
}

/** The secret part of a link in a mail. It is derived from the id of the row, so it is not stored. */
export function linkToken(purpose: 'invitation' | 'reset', id: string): string {
  return `${id.replaceAll('-', '')}${keyedHash(purpose, id)}`;
}

/** The id in the token of a link, or null if the token is invalid. */
export function readLinkToken(purpose: 'invitation' | 'reset', token: string): string | null {
  const match = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})[\w-]{43}$/.exec(token);
  if (!match) return null;
  const id = match.slice(1).join('-');
  return timingSafeEqual(Buffer.from(linkToken(purpose, id)), Buffer.from(token)) ? id : null;
}
