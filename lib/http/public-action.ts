import { headers } from 'next/headers';
import type { z } from 'zod';
import type { From } from '@/lib/guesses';
import { clientAddress } from '@/lib/identity';
import { type ActionResult, answer } from './answer';

/**
 * Defines a server action without a sign-in, for links in mails and lost passwords. Only the remote address is known.
 */
export function publicAction<S extends z.ZodType, T>(shape: S, act: (from: From, input: z.infer<S>) => Promise<T>) {
  return async (raw: z.input<S>): Promise<ActionResult<T>> => {
    const sent = await headers();
    const from = { ip: clientAddress(sent), userAgent: sent.get('user-agent') ?? '' };
    return answer(shape, raw, (input) => act(from, input));
  };
}
