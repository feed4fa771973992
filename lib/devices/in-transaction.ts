import { pool } from '@/lib/db';

/** A statement within the caller's transaction. */
export type Query = <R extends Record<string, unknown>>(text: string, values?: unknown[]) => Promise<R[]>;

/** One transaction on the plain pool: whole sets at a time, in statements that Prisma cannot say. */
export async function inTransaction<T>(work: (query: Query) => Promise<T>): Promise<T> {
  const client = await pool().connect();
  // An error on a checked-out connection that nobody awaits would end the process.
  const lost = () => {};
  client.on('error', lost);
  let broken: Error | undefined;
  try {
    await client.query(`BEGIN; SET LOCAL statement_timeout = '30s'`);
    const result = await work(
      async <R extends Record<string, unknown>>(text: string, values?: unknown[]) =>
        (await client.query<R>(text, values)).rows,
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
