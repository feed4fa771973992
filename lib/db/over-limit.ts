import { z } from 'zod';
import { Refusal } from '@/lib/errors';

const shape = z.object({
  limit: z.enum(['domains', 'mailboxes', 'bytes']),
  kind: z.enum(['reseller', 'customer', 'platform']),
  most: z.number(),
  over: z.number(),
});
/** Rounds up to a thousandth, so that the excess is never 0. */
const gigabytes = (bytes: number) => Math.ceil((bytes / 1024 ** 3) * 1000) / 1000;

/** The refusal for an error of the database's `refuse_room`, or null for another error. */
export function overLimit(error: unknown): Refusal | null {
  // Ours already, with details in the same form.
  if (error instanceof Refusal) return null;
  const text = error instanceof Error ? `${error.message} ${JSON.stringify({ ...error })}` : '';
  const found = /over-limit (\\*\{[^}]*\})/.exec(text)?.[1];
  if (!found) return null;
  const { limit, kind, most, over } = shape.parse(JSON.parse(found.replaceAll('\\', '')));
  const whose = kind === 'customer' ? 'customer' : 'reseller';
  const figures = limit === 'bytes' ? { most: gigabytes(most), over: gigabytes(over) } : { most, over };
  return new Refusal('over-limit', { reason: `limit-${whose}-${limit}`, limit, ...figures });
}
