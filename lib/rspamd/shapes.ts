import { z } from 'zod';

/** A rule of rspamd that matched, by its name, with what it added to the score. */
export const reason = z.object({
  symbol: z.string().regex(/^[A-Z0-9_]{1,60}$/i),
  score: z.number(),
  detail: z.string().optional(),
});

/** Why a message was treated as it was. */
export const verdictFacts = z.object({
  /** Where it came from: port 25, or an account that had signed in. */
  port: z.enum(['mx', 'out']),
  score: z.number(),
  /** Where the action would begin by score alone; for a message that was let through, where Junk begins. */
  limit: z.number(),
  /** The rules with the most weight first. */
  reasons: z.array(reason),
  /** The answer to the sender, if a rule gave one. */
  text: z.string().optional(),
});
export type Verdict = z.infer<typeof verdictFacts>;
