import { z } from 'zod';

/** Which page of an ordered list: behind a cursor or before it; without one the first or the last. */
export const pageAsk = z.object({
  sort: z.string().max(40).default(''),
  desc: z.boolean().default(false),
  at: z.string().max(2000).nullable().default(null),
  back: z.boolean().default(false),
});
export type PageAsk = z.infer<typeof pageAsk>;

/** One page; a cursor is null where the list ends. */
export interface PageOf<T> {
  rows: T[];
  before: string | null;
  after: string | null;
}
