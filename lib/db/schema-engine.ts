import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import pg from 'pg';

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

/** One instance for the process: the bindings are a module, and hold one. */
let loaded: Promise<Bindings> | undefined;

async function loadBindings(): Promise<Bindings> {
  const directory = path.dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm'));
  const bindings = (await import(path.join(directory, 'schema_engine_bg.js'))) as Bindings & WebAssembly.ModuleImports;
  const bytes = await readFile(path.join(directory, 'schema_engine_bg.wasm'));
  const { instance } = await WebAssembly.instantiate(bytes, {
    './schema_engine_bg.js': bindings,
  });
  bindings.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
  return bindings;
}

async function loadEngine(adapters: PrismaPg): Promise<Engine> {
  loaded ??= loadBindings();
  const bindings = await loaded;
  return bindings.SchemaEngine.new(
    { datamodels: await schemaFiles() },
    () => {},
    bindMigrationAwareSqlAdapterFactory(adapters),
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

/** What the engine does inside the transaction of one connection. */
class InTransactionPg extends PrismaPg {
  /** What PostgreSQL said about the migration that failed. The engine's own words are about what it tried after it. */
  failure: unknown;

  constructor(
    pool: pg.Pool,
    private readonly client: pg.PoolClient,
  ) {
    // Otherwise the pool takes any connection, and a new one after each error.
    pool.query = client.query.bind(client) as typeof pool.query;
    super(pool);
  }

  override async connect() {
    const adapter = await super.connect();
    // The engine finds out by an error that its table does not exist yet, and that must not abort the transaction.
    const queryRaw = adapter.queryRaw.bind(adapter);
    adapter.queryRaw = async (query) => {
      await this.client.query('SAVEPOINT question');
      try {
        const answer = await queryRaw(query);
        await this.client.query('RELEASE SAVEPOINT question');
        return answer;
      } catch (error) {
        await this.client.query('ROLLBACK TO SAVEPOINT question');
        throw error;
      }
    };
    adapter.executeScript = async (script: string) => {
      try {
        await this.client.query(script);
      } catch (error) {
        this.failure ??= error;
        throw error;
      }
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
  const engine = await loadEngine(new WholeScriptPg({ connectionString }));
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

async function readMigrations(baseDir: string) {
  const names = (await readdir(baseDir, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  return Promise.all(
    names.map(async (name) => ({
      path: name,
      migrationFile: {
        path: 'migration.sql',
        content: { tag: 'ok', value: await readFile(path.join(baseDir, name, 'migration.sql'), 'utf8') },
      },
    })),
  );
}

/**
 * Applies the migrations that the database lacks and records them in `_prisma_migrations`, as `prisma migrate deploy`
 * does, and runs the statements after them, all in one transaction. Others see everything or nothing of it: no moment
 * in which a view was created again and its readers have no right to it. A failure leaves the database as it was. A
 * value that ALTER TYPE adds to an enum can only be used after the transaction, so a migration that needs it at once
 * creates the type again.
 */
export async function applyMigrations(
  connectionString: string,
  after: readonly string[],
  baseDir = path.join(root, 'prisma/migrations'),
): Promise<string[]> {
  const pool = new pg.Pool({ connectionString, max: 1 });
  const client = await pool.connect();
  // The next statement reports a lost connection.
  client.on('error', () => {});
  const adapters = new InTransactionPg(pool, client);
  try {
    const migrationDirectories = await readMigrations(baseDir);
    await client.query('BEGIN');
    const engine = await loadEngine(adapters);
    const { appliedMigrationNames } = await engine.applyMigrations({
      filters,
      migrationsList: {
        baseDir,
        lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
        shadowDbInitScript: '',
        migrationDirectories,
      },
    });
    for (const statement of after) await client.query(statement);
    await client.query('COMMIT');
    return appliedMigrationNames;
  } catch (error) {
    throw adapters.failure ?? error;
  } finally {
    // Whatever was not committed ends with the connection.
    client.release(true);
    await pool.end();
  }
}
