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

/** Applies the missing migrations of the checkout. Returns a short summary. */
export async function migrate(owner: string): Promise<string> {
  const missing = await pending(owner);
  let applied: string[] = [];
  if (missing.length) {
    // Imported only when needed, because the engine is 2 MB of WebAssembly.
    const { applyMigrations } = await import('@/lib/db/schema-engine');
    applied = await applyMigrations(owner);
  }
  await runMigrations({ connectionString: owner, logger: new Logger(() => () => {}) });
  return applied.length ? `${applied.length} applied` : 'nothing new';
}
