import { pool } from '@/lib/db';
import { takeTurn } from './revision';
import { sessionChannel } from './watch-sessions';
import type { Query } from './write-ledger';

/** A batch takes milliseconds; who waits longer for the lock or for rows tries again later. */
const longest = '30s';

/**
 * One transaction of a writer of sessions: holds the writers' lock, has a revision of its own, and tells the watchers at
 * its end.
 */
export async function inTurn<T>(work: (query: Query) => Promise<T>): Promise<T> {
  const client = await pool().connect();
  const query: Query = async <R extends Record<string, unknown>>(text: string, values?: unknown[]) =>
    (await client.query<R>(text, values)).rows;
  // An error on a checked-out connection that nobody awaits would end the process.
  const lost = () => {};
  client.on('error', lost);
  let broken: Error | undefined;
  try {
    await client.query(`BEGIN; SET LOCAL statement_timeout = '${longest}'`);
    await client.query(takeTurn);
    const { rows } = await client.query<{ revision: string }>(`SELECT nextval('session_revision')::text AS revision`);
    const result = await work(query);
    await client.query(
      `SELECT pg_notify('${sessionChannel}', $1) WHERE EXISTS (SELECT 1 FROM "MailSession" WHERE revision = $1::bigint)`,
      [rows[0]?.revision],
    );
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    client.off('error', lost);
    client.release(broken);
  }
}
