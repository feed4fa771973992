import { z } from 'zod';

/** Which page of an ordered list: behind a cursor or before it; without one the first or the last. */
const pageAsk = z.object({
  sort: z.string().max(40).default(''),
  desc: z.boolean().default(false),
  at: z.string().max(2000).nullable().default(null),
  back: z.boolean().default(false),
});
export type PageAsk = z.infer<typeof pageAsk>;

/** What is typed into the search of a list. */
export const searchShape = z.object({ search: z.string().max(200).default('') });

/** What a list is asked for: a filter, a page, and a sort out of those that it knows, the first unless said. */
export function listShape<F extends z.ZodRawShape, const S extends readonly [string, ...string[]]>(
  filter: z.ZodObject<F>,
  sorts: S,
) {
  return filter.extend({ ...pageAsk.shape, sort: z.enum(sorts).default(sorts[0]) });
}

/** One page; a cursor is null where the list ends. */
export interface PageOf<T> {
  rows: T[];
  before: string | null;
  after: string | null;
}
