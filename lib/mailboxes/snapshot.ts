import { z } from 'zod';
import { protocols, switchedOn } from '@/lib/protocols';

const shape = z.object({
  localPart: z.string(),
  passwordHash: z.string(),
  quotaBytes: z.string(),
  usedMessages: z.number(),
  protocols: z.array(z.enum(protocols)),
  mainPassword: z.boolean().default(true),
  pop3KeepDays: z.number().int().nullable().default(null),
  suspendedAt: z.iso.datetime().nullable(),
  suspendReason: z.string().nullable(),
  locale: z.string().nullable(),
  node: z.string(),
  createdAt: z.iso.datetime(),
});

/** Before migration 0013 a row had a boolean column for each protocol. */
const switches = z.object({ protocols: z.undefined().optional() }).catchall(z.unknown());

function withList(stored: unknown): unknown {
  const earlier = switches.safeParse(stored);
  if (!earlier.success) return stored;
  const on = Object.entries(earlier.data).map(([name, value]) => [name, value === true]);
  return { ...earlier.data, protocols: switchedOn(Object.fromEntries(on)) };
}

/**
 * A mailbox as it is restored, without its credentials. The digest never leaves the server: only this room reads it.
 */
export const mailboxSnapshot = z.preprocess(withList, shape);
