import { type RawBuilder, type SelectQueryBuilder, sql } from 'kysely';
import { Refusal } from '@/lib/errors';
import { keysetPage, type Order } from './keyset';
import type { PageAsk, PageOf } from './shapes';

/** The default number of rows. */
const pageSize = 100;
/** The maximum number of rows of a page or an export. */
const maxRows = 1000;

/** The requested page; by default the first one, in the default order. */
export type ListAsk<Sort extends string> = Partial<Pick<PageAsk, 'desc' | 'at' | 'back'>> & {
  sort?: Sort;
  take?: number;
};

/**
 * A page of a list: the ids by keyset, then their rows by `load`, in the same order. `query` selects the rows and has
 * no columns. A row that is removed between the two reads is omitted.
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

/** The number of rows of a query without columns. */
export async function countRows<DB, TB extends keyof DB>(query: SelectQueryBuilder<DB, TB, object>): Promise<number> {
  // The type of the query does not contain its columns.
  const counted = query.select(sql<number>`count(*)::int`.as('count')).$castTo<{ count: number }>();
  const [found] = await counted.execute();
  return found?.count ?? 0;
}
