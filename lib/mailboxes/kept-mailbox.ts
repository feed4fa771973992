import { z } from 'zod';
import { protocolsShape } from '@/lib/access/shapes';

/** What is restored as it was, beside the credentials. The digest never leaves the server: only this room reads it. */
export const keptMailbox = z.object({
  localPart: z.string(),
  passwordHash: z.string(),
  quotaBytes: z.string(),
  usedMessages: z.number(),
  ...protocolsShape.shape,
  mainPassword: z.boolean().default(true),
  pop3KeepDays: z.number().int().nullable().default(null),
  suspendedAt: z.iso.datetime().nullable(),
  suspendReason: z.string().nullable(),
  locale: z.string().nullable(),
  node: z.string(),
  createdAt: z.iso.datetime(),
});
