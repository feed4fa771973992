import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Ports } from '@/lib/config';
import { portsShape } from '@/lib/config';
import { checkout, unusableReason } from '@/lib/stack';
import { openHost } from './open-host';

/** A stack that a test starts, with its own data directory and ports. It ends with the test. */
export interface OwnStack {
  dataDirectory: string;
  url: string;
  ports: Ports;
  /** The output of `npm run up` so far. */
  said: () => string;
  /** The pid of the supervisor. */
  pid: number;
  /** Stops it like Ctrl-C, returns its exit code, and removes the data directory unless `keep` is set. */
  stop: (options?: { keep?: boolean; signal?: NodeJS.Signals }) => Promise<number>;
}

/** Space for a cluster, its write-ahead log, the mail of the demonstration and the logs. */
const neededBytes = 1.5 * 1024 ** 3;

/** Creates a directory that the accounts of PostgreSQL and of the mail can access. */
export function newDataDirectory(): string {
  const root = process.getuid?.() === 0;
  const parents = [os.tmpdir(), '/var/tmp', path.dirname(checkout)];
  const fit = parents.filter(
    (parent) => existsSync(parent) && !unusableReason(path.join(parent, 'milepost-test-XXXXXX'), root),
  );
  const roomy = fit.find((parent) => {
    const { bavail, bsize } = statfsSync(parent);
    return bavail * bsize > neededBytes;
  });
  const parent = roomy ?? fit[0];
  if (!parent) throw new Error(`None of ${parents.join(', ')} can hold a data directory for the tests.`);
  const dataDirectory = mkdtempSync(path.join(parent, 'milepost-test-'));
  chmodSync(dataDirectory, 0o711);
  return dataDirectory;
}

type Environment = Record<string, string | undefined>;

/**
 * The environment of this process without Milepost's variables, so that a developer's own stack does not affect a test.
 */
export function cleanEnvironment(more: Environment = {}): NodeJS.ProcessEnv {
  const others = Object.entries(process.env).filter(
    ([name]) => !/^(MILEPOST_|NEXTAUTH_|DATABASE_URL$|NODE_ENV$|VITEST)/.test(name),
  );
  return { ...Object.fromEntries(others), ...more } as NodeJS.ProcessEnv;
}

const children = new Set<ChildProcess>();

/** Stops the stacks that this process has started. */
export function stopOwnStacks(): void {
  for (const child of children) child.kill('SIGTERM');
}

/**
 * Starts `npm run up` without npm. The stack ends with this process, however that exits, unless its output goes to a
 * file.
 */
export function spawnUp(dataDirectory: string, args: string[], env: Environment = {}, output?: number): ChildProcess {
  const node = path.join(checkout, 'node_modules/.bin/node');
  const up = [node, '--conditions=react-server', '--import', 'tsx', path.join(checkout, 'lib/stack/up.ts'), ...args];
  const child = spawn('setpriv', output ? ['--', ...up] : ['--pdeathsig', 'TERM', '--', ...up], {
    cwd: checkout,
    env: cleanEnvironment({ MILEPOST_HOME: dataDirectory, MILEPOST_PATIENT: '0', ...env }),
    stdio: ['ignore', output ?? 'pipe', output ?? 'pipe'],
    // In its own session: Ctrl-C at the terminal reaches the test, which then stops the stack.
    detached: true,
  });
  children.add(child);
  child.once('exit', () => children.delete(child));
  return child;
}

/** Runs a start that should be refused. Returns its exit code and its output. */
export async function refusedUp(
  dataDirectory: string,
  args: string[],
  env: Environment = {},
): Promise<{ code: number; said: string }> {
  const child = spawnUp(dataDirectory, args, env);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  }
  const code = await new Promise<number>((resolve) => child.once('close', (number) => resolve(number ?? -1)));
  return { code, said };
}

/** Starts a stack and waits until it runs. Throws with its output if it exits before. */
export async function startOwnStack({
  dataDirectory = newDataDirectory(),
  args = ['--empty'],
  env = {},
  onText,
  timeoutMs = 240_000,
  asInstalled = false,
}: {
  dataDirectory?: string;
  args?: string[];
  env?: Environment;
  onText?: (text: string) => void;
  /** In milliseconds. The first start of a checkout builds the panel. */
  timeoutMs?: number;
  /** Leaves the choices of the host as they are after a first start. */
  asInstalled?: boolean;
} = {}): Promise<OwnStack> {
  const child = spawnUp(dataDirectory, args, env);
  let said = '';
  const exited = new Promise<number>((resolve) => {
    child.once('error', () => resolve(-1));
    child.once('close', (code) => resolve(code ?? -1));
  });
  const running = new Promise<'running'>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        onText?.(text);
        // The last line of a start.
        if (said.includes('Running. Ctrl-C stops everything.\n')) resolve('running');
      });
    }
  });
  const timeout = new AbortController();
  const late = wait(timeoutMs, 'late' as const, { signal: timeout.signal }).catch(() => 'late' as const);
  const outcome = await Promise.race([running, exited, late]);
  if (outcome !== 'running') {
    child.kill('SIGTERM');
    await exited;
    throw new Error(
      `The stack did not start (${outcome === 'late' ? `not within ${timeoutMs / 1000} s` : `code ${outcome}`}):\n${said}`,
    );
  }
  timeout.abort();
  if (!asInstalled) await openHost(dataDirectory);
  const ports = portsShape.parse(JSON.parse(readFileSync(path.join(dataDirectory, 'ports.json'), 'utf8')));
  return {
    dataDirectory,
    url: `http://127.0.0.1:${ports.panel}`,
    ports,
    said: () => said,
    pid: child.pid ?? 0,
    stop: async ({ keep = false, signal = 'SIGINT' } = {}) => {
      child.kill(signal);
      const code = await exited;
      if (!keep) rmSync(dataDirectory, { recursive: true, force: true });
      return code;
    },
  };
}
