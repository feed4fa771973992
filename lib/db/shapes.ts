import { z } from 'zod';

/** A page of an ordered list: after or before a cursor, or else the first or the last. */
const pageAsk = z.object({
  sort: z.string().max(40).default(''),
  desc: z.boolean().default(false),
  at: z.string().max(2000).nullable().default(null),
  back: z.boolean().default(false),
});
export type PageAsk = z.infer<typeof pageAsk>;

/** The text in the search field of a list. */
export const searchShape = z.object({ search: z.string().max(200).default('') });

/** The parameters of a list: a filter, a page, and one of its sorts, by default the first. */
export function listShape<F extends z.ZodRawShape, const S extends readonly [string, ...string[]]>(
  filter: z.ZodObject<F>,
  sorts: S,
) {
  return filter.extend({ ...pageAsk.shape, sort: z.enum(sorts).default(sorts[0]) });
}

/** A page; a cursor is null at the end of the list. */
export interface PageOf<T> {
  rows: T[];
  before: string | null;
  after: string | null;
}

/** A time zone that both Intl and PostgreSQL know, such as Europe/Vienna. */
export const zoneShape = z
  .string()
  .max(64)
  .refine((zone) => {
    try {
      return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
    } catch {
      return false;
    }
  });

/** Days of a time zone, the last one included. Null is no limit. */
export const dayRange = z.object({
  from: z.iso.date().nullish(),
  to: z.iso.date().nullish(),
  zone: zoneShape.default('UTC'),
});
export type DayRange = z.input<typeof dayRange>;
