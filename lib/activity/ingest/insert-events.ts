import { type Queries, sql } from '@/lib/db';
import { eventColumns } from '../columns';

const columns = sql.join(eventColumns.map((name) => sql.ref(name)));

/** Writes events, by the names of their columns. Others are null, or false; events that were written before are left. */
export async function insertEventRows(inside: Queries, rows: readonly object[]): Promise<void> {
  if (rows.length === 0) return;
  const whole = rows.map((row) => ({ unclear: false, ...row }));
  await sql`INSERT INTO "MailEvent" (${columns}) SELECT ${columns}
    FROM jsonb_populate_recordset(NULL::"MailEvent", ${JSON.stringify(whole)}::jsonb) ON CONFLICT DO NOTHING`.execute(
    inside,
  );
}
