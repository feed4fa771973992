import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Logger, runMigrations } from 'graphile-worker';
import pg from 'pg';
import { checkout } from './data-directory';

const directory = path.join(checkout, 'prisma/migrations');

/** The names of the migrations that the database has not recorded as applied with their current text. */
async function pending(connectionString: string): Promise<string[]> {
  const names = readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    const { rows } = await client.query<{ migration_name: string; checksum: string }>(
      'SELECT migration_name, checksum FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
    );
    const applied = new Map(rows.map((row) => [row.migration_name, row.checksum]));
    return names.filter((name) => {
      const text = readFileSync(path.join(directory, name, 'migration.sql'));
      return applied.get(name) !== createHash('sha256').update(text).digest('hex');
    });
  } catch {
    // The table of migrations does not exist yet.
    return names;
  } finally {
    await client.end();
  }
}

/**
 * Applies the missing migrations of the checkout, and then the grants, in one transaction: a migration may create a view
 * again, which Dovecot or Postfix of a running host are reading. Returns a short summary.
 */
export async function migrate(owner: string, grants: readonly string[]): Promise<string> {
  // Before, because there are grants on its tables.
  await runMigrations({ connectionString: owner, logger: new Logger(() => () => {}) });
  const missing = await pending(owner);
  if (missing.length === 0) {
    await inTransaction(owner, grants);
    return 'nothing new';
  }
  // Imported only when needed, because the engine is 2 MB of WebAssembly.
  const { applyMigrations } = await import('@/lib/db/schema-engine');
  const applied = await applyMigrations(owner, grants);
  return applied.length ? `${applied.length} applied` : 'nothing new';
}

async function inTransaction(connectionString: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await client.query('BEGIN');
    for (const statement of statements) await client.query(statement);
    await client.query('COMMIT');
  } finally {
    await client.end();
  }
}
