import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { writeTsconfig } from './build';
import { bundled, type Program, programs } from './bundle';
import { checkout } from './data-directory';
import { clearCluster, type DatabaseAddresses, postgresCommand, waitForDatabase } from './database';
import { baseEnvironment, milepostEnvironment } from './environment';
import { trustedUids } from './identities';
import type { StackPorts } from './ports';
import { postfixCommand } from './postfix';
import { acceptsAt, answersHttp, greets, listens, reachable } from './ready';
import { rspamdCommand, rspamdSocket } from './rspamd';
import type { Secrets } from './secrets';
import type { Settings } from './settings';
import type { Part } from './supervise';

/** The parts in the order of their start. */
export const partNames = [
  'postgres',
  'policy',
  'dovecot',
  'rspamd',
  'postfix',
  'agent',
  'worker',
  'panel',
  'simulator',
] as const;
export type PartName = (typeof partNames)[number];

/**
 * Clients stop before their servers; the agent after Dovecot, so that it hands over the last lines, and the policy, so that no sign-in waits for it; the database last.
 */
export const stopOrder: readonly (readonly PartName[])[] = [
  ['simulator'],
  ['panel', 'postfix'],
  ['dovecot', 'rspamd'],
  ['agent', 'worker', 'policy'],
  ['postgres'],
];

export interface StackContext {
  settings: Settings;
  ports: StackPorts;
  url: string;
  secrets: Secrets;
  addresses: DatabaseAddresses;
  /** The directory of the bundled programs; undefined in development, where the sources run. */
  programs: string | undefined;
}

/** The arguments for Node to run a TypeScript file outside Next. */
export function tsxArgs(file: string, ...args: string[]): string[] {
  return ['--conditions=react-server', '--import', 'tsx', path.join(checkout, file), ...args];
}

const inLog = (settings: Settings, name: string) => path.join(settings.dataDirectory, 'log', name);

export function postgresPart({ settings, ports }: Pick<StackContext, 'settings' | 'ports'>, admin: string): Part {
  return {
    name: 'postgres',
    ...postgresCommand(settings),
    env: baseEnvironment(settings, 'postgres'),
    cwd: '/',
    owner: settings.who.postgres,
    ports: [ports.postgres],
    output: inLog(settings, 'postgres.log'),
    log: inLog(settings, 'postgres.log'),
    before: () => clearCluster(settings),
    ready: (signal) => waitForDatabase(admin, signal),
    // SIGINT is the fast shutdown: it disconnects clients without losing data.
    stop: { signal: 'SIGINT', milliseconds: 20_000 },
  };
}

/** It listens everywhere before it says hello anywhere. */
const dovecotStartMs = 30_000;

export function dovecotPart({ settings, ports }: StackContext): Part {
  const { dataDirectory, listen } = settings;
  return {
    name: 'dovecot',
    command: 'dovecot',
    args: ['-F', '-c', path.join(dataDirectory, 'dovecot/dovecot.conf')],
    env: baseEnvironment(settings, 'root'),
    cwd: '/',
    ports: [
      ports.imap,
      ports.imaps,
      ports.pop3,
      ports.pop3s,
      ports.submission,
      ports.submissions,
      ports.sieve,
      ports.doveadm,
    ],
    output: inLog(settings, 'dovecot-start.log'),
    log: inLog(settings, 'dovecot.log'),
    // A killed master leaves its pid file, and the pid may have been reused.
    before: async () => rmSync(path.join(dataDirectory, 'run/master.pid'), { force: true }),
    ready: async (signal) => {
      await greets(reachable(listen), ports.imap, '* OK', signal);
      await acceptsAt(path.join(dataDirectory, 'run/lmtp'), dovecotStartMs, signal);
    },
    stop: { signal: 'SIGTERM', milliseconds: 10_000 },
    last: ['log'],
  };
}

export function postfixPart({ settings, ports }: StackContext): Part {
  return {
    name: 'postfix',
    ...postfixCommand(settings),
    env: baseEnvironment(settings, 'root'),
    cwd: '/',
    ports: [ports.smtp, ports.smtpSubmission, ports.relay, ports.reinject],
    output: inLog(settings, 'postfix-start.log'),
    log: inLog(settings, 'postfix.log'),
    before: async () => rmSync(path.join(settings.dataDirectory, 'postfix/spool/pid/master.pid'), { force: true }),
    ready: (signal) => greets('127.0.0.1', ports.relay, '220', signal),
    stop: { signal: 'SIGTERM', milliseconds: 10_000 },
  };
}

/** It compiles its rules at the first start: 15 s alone, more beside a build. */
const rspamdStartMs = 120_000;

export function rspamdPart({ settings }: StackContext): Part {
  const { dataDirectory, who } = settings;
  const sockets = (['mx', 'out', 'sieve'] as const).map((name) => rspamdSocket(dataDirectory, name));
  return {
    name: 'rspamd',
    ...rspamdCommand(settings),
    env: baseEnvironment(settings, 'root'),
    cwd: '/',
    owner: who.rspamd,
    ports: [],
    output: inLog(settings, 'rspamd-start.log'),
    log: inLog(settings, 'rspamd.log'),
    ready: async (signal) => {
      for (const socket of sockets) await acceptsAt(socket, rspamdStartMs, signal);
    },
    stop: { signal: 'SIGTERM', milliseconds: 5000 },
  };
}

/** A part that runs a program of ours. */
function program(
  context: StackContext,
  name: Exclude<Program, 'renderer'>,
  database: keyof DatabaseAddresses,
  account: 'root' | 'worker' | 'policy',
): Part {
  const { programs: directory } = context;
  const args = directory
    ? ['--conditions=react-server', '--enable-source-maps', bundled(directory, name)]
    : tsxArgs(programs[name]);
  return script(context, name, args, database, account);
}

function script(
  context: StackContext,
  name: PartName,
  args: string[],
  database: keyof DatabaseAddresses,
  account: 'root' | 'worker' | 'policy',
): Part {
  const { settings, ports, url, secrets, addresses } = context;
  return {
    name,
    command: process.execPath,
    args,
    env: milepostEnvironment(settings, account, ports, url, secrets, addresses[database]),
    cwd: checkout,
    owner: account === 'root' ? null : settings.who[account],
    ports: [],
    output: inLog(settings, `${name}.log`),
    log: inLog(settings, `${name}.log`),
    stop: { signal: 'SIGTERM', milliseconds: 5000 },
  };
}

/** Runs as root, because it reads Dovecot's logs, has the doveadm key and signals mail processes. */
export const agentPart = (context: StackContext) => program(context, 'agent', 'agent', 'root');
export const workerPart = (context: StackContext) => program(context, 'worker', 'app', 'worker');
export const simulatorPart = (context: StackContext) =>
  script(context, 'simulator', tsxArgs('lib/demo/simulator.ts'), 'app', 'worker');
/** Listens before Dovecot asks, and stops after it. */
export function policyPart(context: StackContext): Part {
  const part = program(context, 'policy', 'policy', 'policy');
  return {
    ...part,
    env: {
      ...part.env,
      MILEPOST_POLICY_KEY: context.secrets.policyKey,
      MILEPOST_TRUSTED_UIDS: trustedUids(context.settings.who).join(','),
    },
    ports: [context.ports.policy],
    ready: (signal) => listens('127.0.0.1', context.ports.policy, signal),
  };
}

/**
 * `dist` is the build to serve. Without it, the panel runs with `next dev`, in a build directory for this data
 * directory.
 */
export function panelPart(context: StackContext, dist: string | undefined): Part {
  const { settings, ports, url, secrets, addresses } = context;
  const development = `dev-${createHash('sha256').update(settings.dataDirectory).digest('hex').slice(0, 8)}`;
  return {
    name: 'panel',
    command: process.execPath,
    args: [
      '--import',
      pathToFileURL(path.join(checkout, 'lib/http/before-next.mjs')).href,
      path.join(checkout, 'node_modules/next/dist/bin/next'),
      dist ? 'start' : 'dev',
      '-H',
      settings.listenPanel,
      '-p',
      String(ports.panel),
    ],
    env: {
      ...milepostEnvironment(settings, dist ? 'app' : 'root', ports, url, secrets, addresses.app),
      MILEPOST_DIST: dist ?? `.next/${development}`,
      ...(context.programs ? { MILEPOST_RENDERER: bundled(context.programs, 'renderer') } : {}),
      ...(dist ? {} : { MILEPOST_TSCONFIG: writeTsconfig(development), HOME: process.env.HOME ?? '/' }),
    },
    cwd: checkout,
    // The development server writes to the checkout.
    owner: dist ? settings.who.app : null,
    ports: [ports.panel],
    output: inLog(settings, 'panel.log'),
    log: inLog(settings, 'panel.log'),
    // The development server compiles a page at its first request.
    ready: (signal) =>
      answersHttp(reachable(settings.listenPanel), ports.panel, '/api/health', dist ? 30_000 : 120_000, signal),
    stop: { signal: 'SIGTERM', milliseconds: 5000 },
    // During development, the sources often do not compile.
    mayFail: dist === undefined,
  };
}
