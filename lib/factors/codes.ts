import { randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';

/** RFC 6238 as every generator app has it: SHA-1, six digits, thirty seconds. */
const settings = { algorithm: 'SHA1', digits: 6, period: 30 } as const;
/** One step either side: clocks differ, and people type slowly. */
const window = 1;

/** 160 bits, the length RFC 4226 asks for. */
export function newSecret(): string {
  return new Secret({ size: 20 }).base32;
}

function generator(secret: string, label = ''): TOTP {
  return new TOTP({ ...settings, issuer: 'Milepost', label, secret: Secret.fromBase32(secret) });
}

/** The address in the QR code that the app reads. */
export function setupAddress(secret: string, label: string): string {
  return generator(secret, label).toString();
}

/** The step that a code is of, if it is right now and later than the last one taken; a code works once. */
export function stepOf(secret: string, code: string, now: Date, lastStep: bigint): bigint | null {
  // The library throws at a code of another length.
  if (!/^\d{6}$/.test(code)) return null;
  const totp = generator(secret);
  // The library compares in constant time.
  const delta = totp.validate({ token: code, timestamp: now.getTime(), window });
  if (delta === null) return null;
  const step = BigInt(totp.counter({ timestamp: now.getTime() }) + delta);
  return step > lastStep ? step : null;
}

/** Ten codes of 80 bits, in letters and digits that cannot be mistaken for one another. */
export function newRecoveryCodes(): string[] {
  const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';
  return Array.from({ length: 10 }, () => {
    let text = '';
    while (text.length < 16) {
      // 248 is the largest multiple of 31 in a byte: what is above would favour the first letters.
      for (const byte of randomBytes(16)) if (byte < 248 && text.length < 16) text += alphabet[byte % 31];
    }
    return text.match(/.{4}/g)?.join('-') ?? text;
  });
}

/** What somebody typed, without the blanks and dashes that make it readable. */
export function typedCode(text: string): { digits: string } | { recovery: string } {
  const bare = text.toLowerCase().replace(/[\s-]/g, '');
  return /^\d{6}$/.test(bare) ? { digits: bare } : { recovery: bare };
}
