import 'server-only';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { config } from '@/lib/config';
import { type Prisma, PrismaClient } from './generated/client';
import { overLimit } from './over-limit';

export { asOwner } from './as-owner';
export { Prisma } from './generated/client';
export { holding, keysetIds, type Order } from './keyset';
export { listen } from './listen';

export type Tx = Prisma.TransactionClient;

/** Kept on globalThis: a development reload must not open a second pool. */
const kept = globalThis as unknown as { milepostDb?: { prisma: PrismaClient; pool: pg.Pool } };

function open() {
  const connectionString = config().DATABASE_URL;
  const pool = new pg.Pool({ connectionString, max: 10 });
  // A pooled connection that PostgreSQL closes while idle emits here; the next query opens another.
  pool.on('error', () => {});
  const prisma = new PrismaClient({
    adapter: new PrismaPg({ connectionString, max: 10 }),
    // Secrets are read only where a query asks for them by name.
    omit: {
      person: { passwordHash: true },
      mailbox: { passwordHash: true },
      appPassword: { tokenSha256: true },
      secondFactor: { sealedSecret: true },
      recoveryCode: { codeHash: true },
      dkimKey: { sealedKey: true },
    },
  }) as unknown as PrismaClient;
  return { prisma, pool };
}

/** The Prisma client, opened at first use. */
export function db(): PrismaClient {
  kept.milepostDb ??= open();
  return kept.milepostDb.prisma;
}

/** The plain pool, for statements that Prisma cannot say (bulk inserts, keyset paging over expressions). */
export function pool(): pg.Pool {
  kept.milepostDb ??= open();
  return kept.milepostDb.pool;
}

/** Runs `work` in one transaction, with a deadline of 20 s. A tenant's limit, which the database itself keeps, refuses. */
export async function transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  try {
    return await db().$transaction(work, { timeout: 20_000, maxWait: 5_000 });
  } catch (error) {
    throw overLimit(error) ?? error;
  }
}
