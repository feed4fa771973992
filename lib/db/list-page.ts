import { type RawBuilder, type SelectQueryBuilder, sql } from 'kysely';
import { Refusal } from '@/lib/errors';
import { keysetPage, type Order } from './keyset';
import type { PageAsk, PageOf } from './shapes';

/** Rows of a page that nobody asked another size for. */
const pageSize = 100;
/** A page of a list or of an export asks for no more. */
const maxRows = 1000;

/** Which page is wanted; without anything the first, in the order of the list. */
export type ListAsk<Sort extends string> = Partial<Pick<PageAsk, 'desc' | 'at' | 'back'>> & {
  sort?: Sort;
  take?: number;
};

/**
 * One page of a list: the ids by keyset, then their rows by `load`, in the order of the ids. `query` says which rows
 * there are and has no columns. A row that was removed between the two reads is left out.
 */
export async function listPage<DB, TB extends keyof DB, Row>(
  query: SelectQueryBuilder<DB, TB, object>,
  { id, order }: { id: RawBuilder<unknown>; order: Order },
  { desc = false, at = null, back = false, take = pageSize }: Omit<ListAsk<string>, 'sort'>,
  load: (ids: string[]) => Promise<Map<string, Row>>,
): Promise<PageOf<Row>> {
  const page = await keysetPage(query, { id, order }, { desc, at, back }, Math.min(take, maxRows));
  if (!page) throw new Refusal('invalid', { field: 'at' });
  const rows = await load(page.ids);
  return { rows: page.ids.flatMap((each) => rows.get(each) ?? []), before: page.before, after: page.after };
}

/** How many rows a query finds; it has no columns. */
export async function countRows<DB, TB extends keyof DB>(query: SelectQueryBuilder<DB, TB, object>): Promise<number> {
  // The type of the query does not contain its columns.
  const counted = query.select(sql<number>`count(*)::int`.as('count')).$castTo<{ count: number }>();
  const [found] = await counted.execute();
  return found?.count ?? 0;
}
