import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { schemaAsSql } from './schema-engine';

// Compares the migrated database with the schema. The schema is created in a separate PostgreSQL schema of the same
// database.
const copy = `copy_${process.pid}`;
const url = process.env.MILEPOST_OWNER_DATABASE_URL ?? '';
const client = new pg.Client({ connectionString: url });

beforeAll(async () => {
  await client.connect();
  await client.query(`CREATE SCHEMA ${copy}`);
  await client.query(`SET search_path TO ${copy}`);
  await client.query((await schemaAsSql(url)).replaceAll('"public".', ''));
});
afterAll(async () => {
  await client.query(`DROP SCHEMA IF EXISTS ${copy} CASCADE`);
  await client.end();
});

async function columns(schema: string): Promise<string[]> {
  const { rows } = await client.query<{ line: string }>(
    `SELECT format('%s.%s %s %s %s', c.relname, a.attname, replace(format_type(a.atttypid, a.atttypmod), $1 || '.', ''),
            a.attnotnull, replace(pg_get_expr(d.adbin, d.adrelid), $1 || '.', '')) AS line
     FROM pg_class c
     JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
     LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
     WHERE c.relnamespace = $1::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relname <> '_prisma_migrations'`,
    [schema],
  );
  return rows.map(({ line }) => line).sort();
}

it('the migrations create what the schema declares', async () => {
  const wanted = await columns(copy);
  expect(wanted.length).toBeGreaterThan(100);
  expect(await columns('public')).toEqual(wanted);
});
