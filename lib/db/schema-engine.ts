import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';

/**
 * Prisma's schema engine as WebAssembly. `prisma migrate` requires a downloaded binary. The same engine is in
 * @prisma/schema-engine-wasm, which does not export its loader, so it is instantiated here.
 */
interface Engine {
  diff(args: unknown): Promise<{ stdout: string | null }>;
  applyMigrations(args: unknown): Promise<{ appliedMigrationNames: string[] }>;
}

interface Bindings {
  __wbg_set_wasm(exports: WebAssembly.Exports): void;
  SchemaEngine: { new: (options: unknown, log: (line: string) => void, adapter: unknown) => Promise<Engine> };
}

const filters = { externalTables: [], externalEnums: [] };
const root = path.resolve(import.meta.dirname, '../..');

async function loadEngine(connectionString: string): Promise<Engine> {
  const directory = path.dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm'));
  const bindings = (await import(path.join(directory, 'schema_engine_bg.js'))) as Bindings & WebAssembly.ModuleImports;
  const bytes = await readFile(path.join(directory, 'schema_engine_bg.wasm'));
  const { instance } = await WebAssembly.instantiate(bytes, {
    './schema_engine_bg.js': bindings,
  });
  bindings.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
  return bindings.SchemaEngine.new(
    { datamodels: await schemaFiles() },
    () => {},
    bindMigrationAwareSqlAdapterFactory(new WholeScriptPg({ connectionString })),
  );
}

/**
 * The standard adapter splits a script at each semicolon, even in function bodies. PostgreSQL accepts the whole
 * script.
 */
class WholeScriptPg extends PrismaPg {
  override async connect() {
    const adapter = await super.connect();
    const client = adapter.underlyingDriver();
    adapter.executeScript = async (script: string) => {
      await client.query(script);
    };
    return adapter;
  }
}

async function schemaFiles(): Promise<[string, string][]> {
  const directory = path.join(root, 'prisma/schema');
  const names = (await readdir(directory)).filter((name) => name.endsWith('.prisma')).sort();
  return Promise.all(
    names.map(async (name): Promise<[string, string]> => [name, await readFile(path.join(directory, name), 'utf8')]),
  );
}

/** The SQL that creates the schema in an empty database. Used to write migrations. */
export async function schemaAsSql(connectionString: string): Promise<string> {
  const engine = await loadEngine(connectionString);
  const files = (await schemaFiles()).map(([name, content]) => ({ path: name, content }));
  const { stdout } = await engine.diff({
    from: { tag: 'empty' },
    to: { tag: 'schemaDatamodel', files },
    script: true,
    exitCode: null,
    shadowDatabaseUrl: null,
    filters,
  });
  return stdout ?? '';
}

/**
 * Applies the migrations that the database lacks and records them in `_prisma_migrations`, as `prisma migrate deploy`
 * does.
 */
export async function applyMigrations(connectionString: string): Promise<string[]> {
  const baseDir = path.join(root, 'prisma/migrations');
  const names = (await readdir(baseDir, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  const migrationDirectories = await Promise.all(
    names.map(async (name) => ({
      path: name,
      migrationFile: {
        path: 'migration.sql',
        content: { tag: 'ok', value: await readFile(path.join(baseDir, name, 'migration.sql'), 'utf8') },
      },
    })),
  );
  const engine = await loadEngine(connectionString);
  const { appliedMigrationNames } = await engine.applyMigrations({
    filters,
    migrationsList: {
      baseDir,
      lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
      shadowDbInitScript: '',
      migrationDirectories,
    },
  });
  return appliedMigrationNames;
}
