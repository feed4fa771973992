import { PrismaPg } from '@prisma/adapter-pg';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { config } from '@/lib/config';
import { PrismaClient } from './generated/client';
import type { Tables } from './tables';

/** A page makes a handful of queries at once; PostgreSQL serves a few processes of this size beside mail's own roles. */
const maxConnections = 20;

/** Kept on globalThis: a development reload must not open a second pool. */
const kept = globalThis as unknown as { milepostDatabase?: ReturnType<typeof open> };

const bigint = pg.types.builtins.INT8;
/** PostgreSQL counts the types that a schema declares itself from here on (transam.h, FirstNormalObjectId). */
const firstOwnType = 16_384;
/** `text[]`; node-postgres has no name for it. */
const parseTexts = pg.types.getTypeParser(1009 as number, 'text');

/** The types of the schema itself are enums, whose labels have no braces, and arrays of them. */
const parseOwn = (text: string): unknown => (text.startsWith('{') ? parseTexts(text) : text);

/**
 * What node-postgres reads itself, but for 64-bit integers and arrays of enums: they are bigints and arrays, as Prisma
 * has them.
 */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format: 'text' | 'binary') => {
    if (format === 'binary') return pg.types.getTypeParser(oid, format);
    if (oid === bigint) return BigInt;
    return oid >= firstOwnType ? parseOwn : pg.types.getTypeParser(oid, format);
  }) as typeof pg.types.getTypeParser,
};

function open() {
  const pool = new pg.Pool({ connectionString: config().DATABASE_URL, max: maxConnections, types });
  // A pooled connection that PostgreSQL closes while idle emits here; the next query opens another.
  pool.on('error', () => {});
  const prisma = new PrismaClient({
    adapter: new PrismaPg(pool),
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
  return { pool, prisma, queries: new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }) };
}

function connection() {
  kept.milepostDatabase ??= open();
  return kept.milepostDatabase;
}

/** The Prisma client, opened at first use. */
export function db(): PrismaClient {
  return connection().prisma;
}

/** The query builder on the same pool, for what Prisma cannot say: joins, expressions, whole sets. */
export function queries(): Kysely<Tables> {
  return connection().queries;
}

/** The pool itself, for a connection of one's own. */
export function pool(): pg.Pool {
  return connection().pool;
}
