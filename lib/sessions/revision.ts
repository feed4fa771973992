import { pool } from '@/lib/db';

/**
 * The highest committed revision. Writers of sessions take turns (`takeTurn`), so that revisions become visible in their
 * order and "newer than N" never misses a row.
 */
export async function revisionNow(): Promise<number> {
  const { rows } = await pool().query<{ last: string | null }>('SELECT max(revision) AS last FROM "MailSession"');
  return Number(rows[0]?.last ?? 0);
}

/** The writers' lock, held until the transaction ends. */
export const takeTurn = `SELECT pg_advisory_xact_lock(hashtext('milepost.sessions'))`;
