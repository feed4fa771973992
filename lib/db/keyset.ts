import { type RawBuilder, type SelectQueryBuilder, sql } from 'kysely';
import type { PageAsk } from './shapes';

/** An order with an index: a key that is never null, then a unique key. */
export interface Order {
  key: RawBuilder<unknown>;
  type: 'text' | 'bigint' | 'boolean' | 'timestamptz';
  unique: RawBuilder<string>;
}

const forms = {
  text: /^[^\0]*$/s,
  bigint: /^-?\d{1,18}$/,
  boolean: /^(true|false)$/,
  timestamptz: /^\d{4}-(0\d|1[0-2])-[0-2]\d [0-2]\d:[0-5]\d:[0-5]\d(\.\d{1,6})?\+00$/,
};

/** A cursor contains the sort keys of a row. It grants no access: the scope is applied to every page. */
function encode(key: string, unique: string): string {
  return Buffer.from(JSON.stringify([key, unique])).toString('base64url');
}

function decode(cursor: string, { type }: Order): [string, string] | null {
  try {
    const pair: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (!Array.isArray(pair) || pair.length !== 2) return null;
    const [key, unique] = pair as unknown[];
    if (typeof key !== 'string' || typeof unique !== 'string') return null;
    return forms[type].test(key) && forms.text.test(unique) ? [key, unique] : null;
  } catch {
    return null;
  }
}

/**
 * One page of ids by keyset pagination: each page has the same cost, and rows that are added or removed elsewhere do
 * not shift it. `query` has tables and conditions, but no columns. Null for an invalid cursor.
 */
export async function keysetPage<DB, TB extends keyof DB>(
  query: SelectQueryBuilder<DB, TB, object>,
  { id, order }: { id: RawBuilder<unknown>; order: Order },
  { desc, at, back }: Pick<PageAsk, 'desc' | 'at' | 'back'>,
  take: number,
): Promise<{ ids: string[]; before: string | null; after: string | null } | null> {
  const down = desc !== back;
  const direction = down ? sql`DESC` : sql`ASC`;
  let page = query
    .select([
      sql<string>`(${id})::text`.as('id'),
      sql<string>`(${order.key})::text`.as('key'),
      order.unique.as('unique'),
    ])
    .orderBy(sql`${order.key} ${direction}`)
    .orderBy(sql`${order.unique} ${direction}`)
    .limit(take + 1);
  if (at !== null) {
    const pair = decode(at, order);
    if (!pair) return null;
    const than = down ? sql`<` : sql`>`;
    const place = sql`(${pair[0]}::${sql.raw(order.type)}, ${pair[1]}::text)`;
    page = page.where(sql<boolean>`(${order.key}, ${order.unique}) ${than} ${place}`);
  }
  // The type of the query does not contain its columns.
  const found = await page.$castTo<{ id: string; key: string; unique: string }>().execute();
  const further = found.length > take;
  const rows = found.slice(0, take);
  if (back) rows.reverse();
  const cursorOf = (row: (typeof rows)[number] | undefined) => (row ? encode(row.key, row.unique) : null);
  const first = cursorOf(rows[0]);
  const last = cursorOf(rows.at(-1));
  return {
    ids: rows.map((row) => row.id),
    before: (back ? further : at !== null) ? first : null,
    after: (back ? at !== null : further) ? last : null,
  };
}
