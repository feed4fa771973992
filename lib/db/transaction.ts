import { type CompiledQuery, type Kysely, sql } from 'kysely';
import { db, queries } from './connect';
import type { Prisma } from './generated/client';
import { overLimit } from './over-limit';
import type { Tables } from './tables';

export type Tx = Prisma.TransactionClient;
/** The query builder, inside or outside a transaction. */
export type Queries = Kysely<Tables>;

/** A longer statement would hold locks that others need. */
const statementTimeoutMs = 30_000;

/**
 * Runs `work` in a transaction with a timeout of 20 s. Exceeding a limit of a tenant, which the database checks,
 * becomes a Refusal.
 */
export async function transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  try {
    return await db().$transaction(work, { timeout: 20_000, maxWait: 5_000 });
  } catch (error) {
    throw overLimit(error) ?? error;
  }
}

/** Runs `work` in a transaction of the query builder. */
export function queryTransaction<T>(work: (queries: Queries) => Promise<T>): Promise<T> {
  return queries()
    .transaction()
    .execute(async (inside) => {
      await sql`SELECT set_config('statement_timeout', ${String(statementTimeoutMs)}, true)`.execute(inside);
      return work(inside);
    });
}

/** Runs a built query inside a transaction of Prisma's. */
export function runIn<R>(tx: Tx, query: { compile(): CompiledQuery<R> }): Promise<R[]> {
  const { sql: text, parameters } = query.compile();
  return tx.$queryRawUnsafe<R[]>(text, ...parameters);
}
