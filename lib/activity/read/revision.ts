import { type Queries, queries, sql } from '@/lib/db';

/**
 * The highest committed revision. Writers of sessions hold a lock (`write-lock.ts`), so revisions are committed in
 * order, and "newer than N" never misses a row.
 */
export async function revisionNow(): Promise<number> {
  const row = await queries()
    .selectFrom('MailSession')
    .select(({ fn }) => fn.max('revision').as('last'))
    .executeTakeFirst();
  return Number(row?.last ?? 0);
}

/** Takes the write lock until the transaction ends. */
export async function takeWriteLock(inside: Queries): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtext('milepost.sessions'))`.execute(inside);
}
