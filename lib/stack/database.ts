import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { writeOwned } from './data-directory';
import { baseEnvironment } from './environment';
import type { StackPorts } from './ports';
import { processesIn } from './process-table';
import { databaseName, type RoleNames, roleNames } from './roles';
import { runCommand } from './run-command';
import type { Secrets } from './secrets';
import type { Settings } from './settings';
import { messageOf, Stop } from './stop';

/** One connection string for each role. */
export type DatabaseAddresses = Record<keyof RoleNames, string>;

const debianBinaries = '/usr/lib/postgresql';

/** The programs of the PostgreSQL version that created the cluster, or of the newest one. */
function binaries(cluster: string): string {
  const versions = existsSync(debianBinaries)
    ? readdirSync(debianBinaries).filter((name) => existsSync(path.join(debianBinaries, name, 'bin/postgres')))
    : [];
  const newest = versions.sort((a, b) => Number(b) - Number(a))[0];
  if (!newest) throw new Stop(`PostgreSQL's programs are not below ${debianBinaries}. Install the package postgresql.`);
  const versionFile = path.join(cluster, 'PG_VERSION');
  const made = existsSync(versionFile) ? readFileSync(versionFile, 'utf8').trim() : newest;
  if (!versions.includes(made)) {
    throw new Stop(
      `The database of this data directory was made by PostgreSQL ${made}, which is not installed (there is ${versions.join(', ')}). Install postgresql-${made}.`,
    );
  }
  return path.join(debianBinaries, made, 'bin');
}

export function clusterOf(dataDirectory: string): string {
  return path.join(dataDirectory, 'pg');
}

/** Creates the private cluster at the first start, and writes its configuration at every start. */
export async function prepareCluster(settings: Settings, ports: StackPorts, secrets: Secrets): Promise<void> {
  const cluster = clusterOf(settings.dataDirectory);
  const owner = settings.who.postgres;
  if (settings.who.root && !owner)
    throw new Stop('The account "postgres" does not exist. Install the package postgresql.');
  const bin = binaries(cluster);
  if (!existsSync(path.join(cluster, 'PG_VERSION'))) {
    mkdirSync(cluster, { recursive: true });
    chmodSync(cluster, 0o700);
    // Without a version file, the creation of the cluster was interrupted. The directory itself stays, because it may
    // be a mount point.
    for (const name of readdirSync(cluster)) rmSync(path.join(cluster, name), { recursive: true, force: true });
    const password = path.join(settings.dataDirectory, 'tmp/postgres', `.pg-${process.pid}`);
    if (owner) chownSync(cluster, owner.uid, owner.gid);
    writeOwned(password, secrets.superuser, 0o400, owner);
    try {
      await runCommand(
        path.join(bin, 'initdb'),
        [
          '-D',
          cluster,
          '-U',
          'postgres',
          '-E',
          'UTF8',
          '--locale=C.UTF-8',
          '-A',
          'scram-sha-256',
          `--pwfile=${password}`,
        ],
        { owner, cwd: '/', env: baseEnvironment(settings, 'postgres') },
      );
    } finally {
      rmSync(password, { force: true });
    }
  }
  writeOwned(path.join(cluster, 'postgresql.conf'), configuration(ports), 0o600, owner);
}

function configuration(ports: StackPorts): string {
  return `# Written at every start.
listen_addresses = '127.0.0.1'
port = ${ports.postgres}
# TCP with passwords only: a socket would need a short path and a mapping of peer names.
unix_socket_directories = ''
password_encryption = scram-sha-256
# Two pools of 10 each in the panel and in the worker, the connections of Dovecot and Postfix, and tests.
max_connections = 200
shared_buffers = 128MB
max_wal_size = 512MB
timezone = 'UTC'
log_timezone = 'UTC'
log_line_prefix = '%m [%p] %u '
log_min_messages = warning
lc_messages = 'C.UTF-8'
# For short statements on small tables, compiling costs more than it saves.
jit = off
# A client that died in a transaction must not hold its locks forever.
idle_in_transaction_session_timeout = '60s'
`;
}

/** The command for the supervisor. */
export function postgresCommand(settings: Settings): { command: string; args: string[] } {
  const cluster = clusterOf(settings.dataDirectory);
  return { command: path.join(binaries(cluster), 'postgres'), args: ['-D', cluster] };
}

/**
 * Before a start: backends of a killed postmaster may still use its shared memory, and its pid file may name another
 * process.
 */
export async function clearCluster(settings: Settings): Promise<void> {
  const cluster = clusterOf(settings.dataDirectory);
  for (let turn = 0; turn < 100; turn++) {
    const left = processesIn(cluster);
    if (left.length === 0) break;
    // They normally exit within moments; after 2 s they get a signal.
    if (turn === 20) for (const { pid } of left) process.kill(pid, 'SIGQUIT');
    if (turn === 60) for (const { pid } of left) process.kill(pid, 'SIGKILL');
    await wait(100);
  }
  rmSync(path.join(cluster, 'postmaster.pid'), { force: true });
}

function localAddress(ports: StackPorts, role: string, password: string, database: string): string {
  return `postgresql://${role}:${password}@127.0.0.1:${ports.postgres}/${database}`;
}

/** Waits up to 60 s until the database answers. A recovery after a crash under load takes that long. */
export async function waitForDatabase(connectionString: string, signal: AbortSignal): Promise<void> {
  const until = Date.now() + 60_000;
  while (!signal.aborted) {
    const client = new pg.Client({ connectionString, connectionTimeoutMillis: 2000 });
    client.on('error', () => {});
    try {
      await client.connect();
      await client.query('SELECT 1');
      return;
    } catch (error) {
      const code = (error as { code?: string }).code;
      // 57P03: the database is starting up. Other errors of PostgreSQL are permanent.
      const passing = code === 'ECONNREFUSED' || code === '57P03' || code === 'ECONNRESET';
      if (!passing || Date.now() > until) throw new Stop(`The database does not answer: ${messageOf(error)}`);
      await wait(40);
    } finally {
      await client.end().catch(() => {});
    }
  }
}

/** The connection before the roles exist: that of the superuser of the private cluster, or DATABASE_URL. */
export function adminAddress(settings: Settings, ports: StackPorts, secrets: Secrets): string {
  return settings.externalDatabase ?? localAddress(ports, 'postgres', secrets.superuser, 'postgres');
}

export function addressesOf(settings: Settings, ports: StackPorts, secrets: Secrets): DatabaseAddresses {
  const names = roleNames(settings);
  const address = (role: string, password: string): string => {
    if (!settings.externalDatabase) return localAddress(ports, role, password, databaseName);
    const url = new URL(settings.externalDatabase);
    url.username = role;
    url.password = password;
    return url.href;
  };
  return {
    owner: settings.externalDatabase ?? address(names.owner, secrets.owner),
    app: address(names.app, secrets.app),
    agent: address(names.agent, secrets.agent),
    dovecot: address(names.dovecot, secrets.dovecot),
    postfix: address(names.postfix, secrets.postfix),
    policy: address(names.policy, secrets.policy),
  };
}
