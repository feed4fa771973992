import type { z } from 'zod';
import { Refusal } from '@/lib/errors';

/** Parses the query string of a request. */
export function parseQuery<S extends z.ZodType>(request: Request, shape: S): z.infer<S> {
  const parsed = shape.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (!parsed.success) throw new Refusal('invalid');
  return parsed.data;
}
