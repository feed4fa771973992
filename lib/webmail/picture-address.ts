import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { config } from '@/lib/config';
import { Refusal } from '@/lib/errors';

/**
 * Addresses of pictures in a message. The frame that shows a message is an origin of its own and sends no cookie, so the
 * address itself says which sign-in may have which picture, for two hours, under our signature. It is worth nothing
 * once the sign-in has ended.
 */
const shape = z.discriminatedUnion('k', [
  z.object({ k: z.literal('c'), s: z.uuid(), e: z.number(), f: z.string(), u: z.number(), p: z.string() }),
  z.object({ k: z.literal('r'), s: z.uuid(), e: z.number(), a: z.string() }),
]);
type Claim = z.infer<typeof shape>;

const lifeMs = 2 * 3_600_000;
let secret: Buffer | undefined;

function sign(text: string): Buffer {
  secret ??= Buffer.from(hkdfSync('sha256', config().NEXTAUTH_SECRET, '', 'milepost mail picture', 32));
  return createHmac('sha256', secret).update(text).digest();
}

function address(claim: Claim): string {
  const text = Buffer.from(JSON.stringify(claim)).toString('base64url');
  return `/api/mail/picture/${text}.${sign(text).toString('base64url')}`;
}

export function insidePicture(signInId: string, folder: string, uid: number, part: string): string {
  return address({ k: 'c', s: signInId, e: expiry(), f: folder, u: uid, p: part });
}

export function remotePicture(signInId: string, url: string): string {
  return address({ k: 'r', s: signInId, e: expiry(), a: url });
}

/** Rounded, so that the browser finds its copy again within the hour. */
function expiry(): number {
  return (Math.floor(Date.now() / lifeMs) + 2) * lifeMs;
}

export function readPictureAddress(token: string): Claim {
  const [text = '', mark = ''] = token.split('.');
  const given = Buffer.from(mark, 'base64url');
  const right = sign(text);
  if (given.length !== right.length || !timingSafeEqual(given, right)) throw new Refusal('not-found');
  const claim = shape.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
  if (claim.e < Date.now()) throw new Refusal('not-found');
  return claim;
}
