import { sql } from 'kysely';
import { queries } from './connect';
import { runIn, type Tx } from './transaction';

/**
 * An advisory lock that lasts until the transaction ends: for changes that belong together and touch no common row of
 * the room that makes them. Prisma cannot read a void, so it is read as text.
 */
export async function lockUntilCommit(tx: Tx, space: string, key: string): Promise<void> {
  const lock = sql<string>`pg_advisory_xact_lock(hashtext(${space}), hashtext(${key}))::text`;
  await runIn(tx, queries().selectNoFrom(lock.as('locked')));
}
