import { hkdfSync, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { requireKey } from '@/lib/config';
import { Refusal } from '@/lib/errors';
import { type PictureSigner, signature, signedAddress } from './picture-signature';
import type { MessageAt } from './requests';

/**
 * Addresses of pictures in a message. The frame of a message has an opaque origin and sends no cookie, so the address
 * contains the sign-in and the picture. It is signed, expires after two hours, and is invalid after the sign-in ends.
 */
const shape = z.discriminatedUnion('k', [
  z.object({
    k: z.literal('c'),
    s: z.uuid(),
    e: z.number(),
    f: z.string(),
    v: z.string(),
    u: z.number(),
    p: z.string(),
  }),
  z.object({ k: z.literal('r'), s: z.uuid(), e: z.number(), a: z.string() }),
]);
type Claim = z.infer<typeof shape>;

const lifetimeMs = 2 * 3_600_000;
let secret: Buffer | undefined;

function key(): Buffer {
  secret ??= Buffer.from(hkdfSync('sha256', requireKey('NEXTAUTH_SECRET'), '', 'milepost mail picture', 32));
  return secret;
}

function address(claim: Claim): string {
  return signedAddress(key(), claim);
}

export function insidePicture(signInId: string, { folder, uidValidity, uid }: MessageAt, part: string): string {
  return address({ k: 'c', s: signInId, e: expiry(), f: folder, v: uidValidity, u: uid, p: part });
}

/** Signs the addresses of remote pictures in a message. */
export function remotePictures(signInId: string): PictureSigner {
  return { key: key(), signInId, expiry: expiry() };
}

/** Rounded, so that the address stays the same and the browser can use its cache. */
function expiry(): number {
  return (Math.floor(Date.now() / lifetimeMs) + 2) * lifetimeMs;
}

export function readPictureAddress(token: string): Claim {
  const [text = '', signed = ''] = token.split('.');
  const given = Buffer.from(signed, 'base64url');
  const expected = signature(key(), text);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw new Refusal('not-found');
  const claim = shape.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
  if (claim.e < Date.now()) throw new Refusal('not-found');
  return claim;
}
