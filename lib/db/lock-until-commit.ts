import { sql } from 'kysely';
import { queries } from './connect';
import { runIn, type Tx } from './transaction';

/**
 * Takes an advisory lock until the transaction ends, for changes without a common row to lock. Prisma cannot read
 * void, so the result is cast to text.
 */
export async function lockUntilCommit(tx: Tx, space: string, key: string): Promise<void> {
  const lock = sql<string>`pg_advisory_xact_lock(hashtext(${space}), hashtext(${key}))::text`;
  await runIn(tx, queries().selectNoFrom(lock.as('locked')));
}
