import type pg from 'pg';
import type { PageAsk } from './shapes';

/** An order that an index can walk: a key that is never null, and behind it a second one that is unique. */
export interface Order {
  key: string;
  type: 'text' | 'bigint' | 'boolean' | 'timestamptz';
  unique: string;
}

const forms = {
  text: /^[^\0]*$/s,
  bigint: /^-?\d{1,18}$/,
  boolean: /^(true|false)$/,
  timestamptz: /^\d{4}-(0\d|1[0-2])-[0-2]\d [0-2]\d:[0-5]\d:[0-5]\d(\.\d{1,6})?\+00$/,
};

/** A cursor is what the row sorts by. It says where, never whose: the scope is asked for anew with every page. */
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
 * One page of ids by keyset: however far down it lies, it costs what the first one does, and rows that come or go
 * elsewhere move nothing. Null for a cursor that was never ours.
 */
export async function keysetIds(
  client: pg.Pool,
  question: { from: string; id: string; conditions: string[]; values: unknown[]; order: Order },
  { desc, at, back }: Pick<PageAsk, 'desc' | 'at' | 'back'>,
  take: number,
): Promise<{ ids: string[]; before: string | null; after: string | null } | null> {
  const { from, id, order } = question;
  const conditions = [...question.conditions];
  const values = [...question.values];
  const down = desc !== back;
  if (at !== null) {
    const pair = decode(at, order);
    if (!pair) return null;
    values.push(...pair);
    const place = `($${values.length - 1}::${order.type}, $${values.length}::text)`;
    conditions.push(`(${order.key}, ${order.unique}) ${down ? '<' : '>'} ${place}`);
  }
  values.push(take + 1);
  const way = down ? 'DESC' : 'ASC';
  const { rows } = await client.query<{ id: string; key: string; uniq: string }>(
    `SELECT ${id}::text AS id, (${order.key})::text AS key, ${order.unique} AS uniq FROM ${from}
     WHERE ${conditions.join(' AND ') || 'true'}
     ORDER BY ${order.key} ${way}, ${order.unique} ${way} LIMIT $${values.length}`,
    values,
  );
  const further = rows.length > take;
  const page = rows.slice(0, take);
  if (back) page.reverse();
  const cursorOf = (row: (typeof page)[number] | undefined) => (row ? encode(row.key, row.uniq) : null);
  const first = cursorOf(page[0]);
  const last = cursorOf(page.at(-1));
  return {
    ids: page.map((row) => row.id),
    before: (back ? further : at !== null) ? first : null,
    after: (back ? at !== null : further) ? last : null,
  };
}

/** A LIKE pattern for "holds this text", whatever signs it has. */
export function holding(text: string): string {
  return `%${text.replaceAll('\0', '').replace(/[\\%_]/g, '\\$&')}%`;
}
