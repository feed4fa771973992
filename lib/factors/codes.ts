import { randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';

/** RFC 6238 with the defaults of authenticator apps: SHA-1, six digits, thirty seconds. */
const settings = { algorithm: 'SHA1', digits: 6, period: 30 } as const;
/** One step before and after: clocks differ, and people type slowly. */
const window = 1;

/** 160 bits, as recommended by RFC 4226. */
export function newSecret(): string {
  return new Secret({ size: 20 }).base32;
}

function generator(secret: string, label = ''): TOTP {
  return new TOTP({ ...settings, issuer: 'Milepost', label, secret: Secret.fromBase32(secret) });
}

/** The URI in the QR code for the app. */
export function setupAddress(secret: string, label: string): string {
  return generator(secret, label).toString();
}

/** The step of a code if it is valid and later than the last accepted one. A code works once. */
export function stepOf(secret: string, code: string, now: Date, lastStep: bigint): bigint | null {
  // The library throws if the code has another length.
  if (!/^\d{6}$/.test(code)) return null;
  const totp = generator(secret);
  // The library compares in constant time.
  const delta = totp.validate({ token: code, timestamp: now.getTime(), window });
  if (delta === null) return null;
  const step = BigInt(totp.counter({ timestamp: now.getTime() }) + delta);
  return step > lastStep ? step : null;
}

/** Ten codes of 80 bits, without ambiguous letters and digits. */
export function newRecoveryCodes(): string[] {
  const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';
  return Array.from({ length: 10 }, () => {
    let text = '';
    while (text.length < 16) {
      // 248 is the largest multiple of 31 in a byte. Higher values would favour the first characters.
      for (const byte of randomBytes(16)) if (byte < 248 && text.length < 16) text += alphabet[byte % 31];
    }
    return text.match(/.{4}/g)?.join('-') ?? text;
  });
}

/** The typed text without spaces and dashes. */
export function typedCode(text: string): { digits: string } | { recovery: string } {
  const bare = text.toLowerCase().replace(/[\s-]/g, '');
  return /^\d{6}$/.test(bare) ? { digits: bare } : { recovery: bare };
}
