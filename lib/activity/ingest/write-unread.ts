import { type Queries, sql } from '@/lib/db';
import type { RecordOf } from './draft';

/** The lines that are kept for each node. */
const maxLines = 100;

/** Keeps the last lines that could not be read, and counts all. */
export async function writeUnread(inside: Queries, node: string, lines: RecordOf<'unread'>[]): Promise<void> {
  if (lines.length === 0) return;
  const rows = JSON.stringify(lines.map(({ at, text, count }) => ({ node, at, text, count })));
  await sql`INSERT INTO "UnreadLine" (node, at, text, count)
    SELECT node, at, text, count FROM jsonb_populate_recordset(NULL::"UnreadLine", ${rows}::jsonb)`.execute(inside);
  await inside
    .deleteFrom('UnreadLine')
    .where('node', '=', node)
    .where('id', '<=', (eb) =>
      eb.selectFrom('UnreadLine').select('id').where('node', '=', node).orderBy('id', 'desc').offset(maxLines).limit(1),
    )
    .execute();
  const count = lines.reduce((sum, line) => sum + line.count, 0);
  await inside
    .updateTable('Node')
    .set({
      unreadLines: sql`"unreadLines" + ${count}`,
      unreadSince: sql`COALESCE("unreadSince", now())`,
    })
    .where('name', '=', node)
    .execute();
}
