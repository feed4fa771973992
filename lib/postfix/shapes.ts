import { z } from 'zod';
import { base, queueId } from '@/lib/dovecot';

/** Where a message of an account, or of its Sieve script, comes in (lib/stack/postfix.ts). */
const doors = ['submission', 'relay', 'sieve'] as const;

const fact = z.discriminatedUnion('is', [
  /** A client begins a message. Only those of the doors are read. */
  z.object({ is: z.literal('accepted'), door: z.enum(doors), account: z.string().optional() }),
  z.object({ is: z.literal('message-id'), messageId: z.string() }),
  /** In the active queue: at first, and at each attempt. */
  z.object({ is: z.literal('active'), sender: z.string(), size: z.number().int(), recipients: z.number().int() }),
  z.object({
    is: z.literal('attempt'),
    recipient: z.string(),
    /** Before aliases. */
    originalRecipient: z.string().optional(),
    state: z.enum(['sent', 'deferred', 'bounced']),
    /** Null: no server was reached. */
    relay: z.string().nullable(),
    /** The protocol of the connection to it. */
    tls: z.string().optional(),
    dsn: z.string(),
    /** The words of the server, or of Postfix. */
    words: z.string(),
  }),
  /** Too old, or somebody gave up: what is still deferred goes back to the sender. */
  z.object({ is: z.literal('returned'), forced: z.boolean() }),
  /** Out of the queue; `deleted` by an administrator, and nobody is told. */
  z.object({ is: z.literal('gone'), deleted: z.boolean() }),
]);
export type PostfixFact = z.infer<typeof fact>;

/** What Postfix logged about one message in its queue. */
export const postfixRecord = z.object({ kind: z.literal('postfix'), ...base, queueId, fact });
export type PostfixRecord = z.infer<typeof postfixRecord>;
