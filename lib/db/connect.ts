import { PrismaPg } from '@prisma/adapter-pg';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { config } from '@/lib/config';
import { PrismaClient } from './generated/client';
import type { Tables } from './tables';

/**
 * A page makes a few queries in parallel. PostgreSQL serves several processes with such a pool, and the mail servers.
 */
const maxConnections = 20;

/** On globalThis, so that a reload in development does not open a second pool. */
const globals: typeof globalThis & { milepostDatabase?: ReturnType<typeof open> } = globalThis;

const bigint = pg.types.builtins.INT8;
/** The OIDs of types that a schema declares start here (transam.h, FirstNormalObjectId). */
const firstOwnType = 16_384;
/** `text[]`; node-postgres has no name for it. */
const parseTexts = pg.types.getTypeParser(1009 as number, 'text');

/** The types of the schema are enums, whose labels have no braces, and arrays of them. */
const parseOwn = (text: string): unknown => (text.startsWith('{') ? parseTexts(text) : text);

/**
 * The parsers of node-postgres, except for 64-bit integers and arrays of enums, which become bigints and arrays, as in
 * Prisma.
 */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format: 'text' | 'binary') => {
    if (format === 'binary') return pg.types.getTypeParser(oid, format);
    if (oid === bigint) return BigInt;
    return oid >= firstOwnType ? parseOwn : pg.types.getTypeParser(oid, format);
  }) as typeof pg.types.getTypeParser,
};

/** A connection of the pool that its holder keeps for itself, and releases. */
export type Connection = pg.PoolClient;

function open() {
  const pool = new pg.Pool({ connectionString: config().DATABASE_URL, max: maxConnections, types });
  // Emitted for an idle connection that PostgreSQL closes. The next query opens a new one.
  pool.on('error', () => {});
  // Its type leaves these columns out; queries that select them by name need the plain one.
  const prisma = new PrismaClient({
    adapter: new PrismaPg(pool),
    // Secrets are only read by queries that select them explicitly.
    omit: {
      person: { passwordHash: true },
      mailbox: { passwordHash: true },
      appPassword: { tokenSha256: true },
      secondFactor: { sealedSecret: true },
      recoveryCode: { codeHash: true },
      dkimKey: { sealedKey: true },
    },
  }) as unknown as PrismaClient;
  return { pool, prisma, queries: new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }) };
}

function connection() {
  globals.milepostDatabase ??= open();
  return globals.milepostDatabase;
}

/** The Prisma client, opened at first use. */
export function db(): PrismaClient {
  return connection().prisma;
}

/** The query builder on the same pool, for joins, expressions and bulk statements, which Prisma does not support. */
export function queries(): Kysely<Tables> {
  return connection().queries;
}

/** The pool, for a dedicated connection. */
export function pool(): pg.Pool {
  return connection().pool;
}
