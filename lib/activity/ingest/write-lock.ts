import { type Queries, queryTransaction, sql } from '@/lib/db';
import { takeWriteLock } from '../read/revision';
import { sessionChannel } from '../read/watch-sessions';

/**
 * Runs a transaction that writes sessions: it holds the write lock, has its own revision, and notifies the watchers
 * at its end.
 */
export function withWriteLock<T>(work: (inside: Queries) => Promise<T>): Promise<T> {
  return queryTransaction(async (inside) => {
    await takeWriteLock(inside);
    const { rows } = await sql<{ revision: bigint }>`SELECT nextval('session_revision') AS revision`.execute(inside);
    const revision = rows[0]?.revision ?? 0n;
    const result = await work(inside);
    await inside
      .selectNoFrom(sql`pg_notify(${sessionChannel}, ${String(revision)})`.as('notified'))
      .where(({ exists, selectFrom }) =>
        exists(selectFrom('MailSession').select('id').where('revision', '=', revision)),
      )
      .execute();
    return result;
  });
}

/** The revision of this transaction. */
export const writeRevision = sql<bigint>`(SELECT last_value FROM session_revision)`;
