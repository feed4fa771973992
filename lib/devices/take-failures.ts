import { inTransaction } from './in-transaction';
import { keepFindings } from './keep-findings';

const atOnce = 5000;

/** Looks anew at the mailboxes whose sign-ins failed since the last time. */
export function takeFailures(now: Date): Promise<number> {
  return inTransaction(async (query) => {
    const [cursor] = await query<{ failureId: string }>(
      `SELECT "failureId"::text FROM "DeviceCursor" WHERE id = 1 FOR UPDATE`,
    );
    const rows = await query<{ id: string; mailboxId: string | null }>(
      `SELECT id::text, "mailboxId" FROM "FailedLogin" f WHERE f.id > $1::bigint ORDER BY f.id LIMIT ${atOnce}`,
      [cursor?.failureId ?? 0],
    );
    const last = rows[rows.length - 1];
    if (!last) return 0;
    await keepFindings(query, [...new Set(rows.flatMap(({ mailboxId }) => mailboxId ?? []))], now);
    await query(`UPDATE "DeviceCursor" SET "failureId" = $1::bigint WHERE id = 1`, [last.id]);
    return rows.length;
  });
}

/** Mailboxes at a time: what is over because time went by closes within the hour. */
const reviewed = 500;

/** Looks anew at every mailbox with something open: what is over because a device stayed away closes too. */
export async function reviewFindings(now: Date): Promise<void> {
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const ids = await inTransaction(async (query) => {
      const rows = await query<{ mailboxId: string }>(
        `SELECT DISTINCT "mailboxId" FROM "Finding" WHERE state IN ('open', 'snoozed') AND "mailboxId" > $1::uuid
         ORDER BY "mailboxId" LIMIT ${reviewed}`,
        [after],
      );
      const found = rows.map(({ mailboxId }) => mailboxId);
      if (found.length > 0) await keepFindings(query, found, now);
      return found;
    });
    const last = ids[ids.length - 1];
    if (!last) return;
    after = last;
  }
}
