import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { checkout, writeTsconfig } from '@/lib/stack';
import { countPlaywright, countVitest, type Tally } from './tally';

type Command = [program: string, ...args: string[]];

/** A program of the checks: it passes or fails as a whole, or reports its tests in a JSON file. */
export interface Check {
  name: string;
  /** The name of a program in node_modules/.bin, and its arguments. */
  command: Command;
  /** A program that must run first. */
  before?: Command;
  /** The reporter that writes JSON_FILE in the arguments. Without one, the exit code counts as one test. */
  report?: 'vitest' | 'playwright';
  env?: Record<string, string | undefined>;
  /** After this time it is stopped and counts as failed. */
  timeoutMs: number;
  /** Whether its output is printed immediately, and not only on failure. */
  stream?: boolean;
}

const minute = 60_000;

function vitest(
  project: string,
  stream: boolean,
  timeoutMs: number,
  env?: Record<string, string | undefined>,
  wanted: readonly string[] = [],
): Check {
  return {
    name: `${project} tests`,
    command: [
      'vitest',
      'run',
      '--config=lib/vitest.config.ts',
      `--project=${project}`,
      '--reporter=default',
      '--reporter=json',
      '--outputFile.json=JSON_FILE',
      ...wanted,
    ],
    report: 'vitest',
    timeoutMs,
    stream,
    ...(env ? { env } : {}),
  };
}

/** The checks that need no servers. */
export const quickChecks: Check[] = [
  {
    name: 'Biome',
    command: ['biome', 'check', '--error-on-warnings', '--max-diagnostics=100', '.'],
    timeoutMs: minute,
  },
  {
    name: 'TypeScript',
    // Generates the types of the routes. Next writes to its tsconfig, so it gets a separate one.
    before: ['next', 'typegen'],
    command: ['tsc', '--noEmit', '-p', '.'],
    env: { MILEPOST_DIST: '.next/check', MILEPOST_TSCONFIG: writeTsconfig('check'), NEXT_TELEMETRY_DISABLED: '1' },
    timeoutMs: 2 * minute,
  },
  { name: 'knip', command: ['knip', '--no-progress'], timeoutMs: minute },
  vitest('unit', false, 2 * minute),
];

export const integrationTests = (env: Record<string, string | undefined>, wanted: readonly string[] = []) =>
  vitest('integration', true, 5 * minute, env, wanted);
export const faultTests = () => vitest('faults', true, 15 * minute);
export const journeys = (env: Record<string, string | undefined>, wanted: readonly string[] = []): Check => ({
  name: 'journeys',
  command: ['playwright', 'test', '-c', 'e2e', '--reporter=list,json', ...wanted],
  report: 'playwright',
  env,
  timeoutMs: 12 * minute,
  stream: true,
});

const running = new Set<ChildProcess>();

/** Stops the running checks. */
export function stopChecks(): void {
  for (const child of running) child.kill('SIGTERM');
}

/** Runs a program and returns its exit code; -1 after the timeout. */
async function runCommand(
  check: Check,
  command: Command,
  reportFile: string,
  onText: (text: string) => void,
): Promise<number> {
  const [program, ...args] = command.map((word) => word.replace('JSON_FILE', reportFile));
  const file = path.join(checkout, 'node_modules/.bin', program ?? '');
  // The check ends with this process, however that exits.
  const child = spawn('setpriv', ['--pdeathsig', 'TERM', '--', file, ...args], {
    cwd: checkout,
    env: {
      ...process.env,
      NO_COLOR: '1',
      PLAYWRIGHT_JSON_OUTPUT_NAME: reportFile,
      ...check.env,
    } as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', onText);
  const ended = new Promise<number>((resolve) => {
    child.once('error', (error) => {
      onText(`${error.message}\n`);
      resolve(1);
    });
    child.once('close', (code) => resolve(code ?? 1));
  });
  const timeout = new AbortController();
  const late = wait(check.timeoutMs, 'late' as const, { signal: timeout.signal }).catch(() => 'in time' as const);
  const first = await Promise.race([ended, late]);
  timeout.abort();
  if (first === 'late') {
    onText(`Not done after ${check.timeoutMs / 1000} s, ended.\n`);
    child.kill('SIGTERM');
    const stubborn = wait(10_000, undefined, { ref: false }).then(() => child.kill('SIGKILL'));
    await Promise.race([ended, stubborn]);
  }
  const code = await ended;
  running.delete(child);
  return first === 'late' ? -1 : code;
}

/** Runs a check. Never throws: a program that cannot be started has failed. */
export async function runCheck(check: Check): Promise<Tally & { seconds: number }> {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'milepost-check-'));
  const file = path.join(directory, 'report.json');
  const began = Date.now();
  let said = '';
  const onText = (text: string) => {
    if (check.stream) process.stdout.write(text);
    else said += text;
  };
  const ready = check.before ? await runCommand(check, check.before, file, onText) : 0;
  const code = ready === 0 ? await runCommand(check, check.command, file, onText) : ready;
  const tally = code < 0 ? { passed: 0, failed: 1 } : count(check, code, file);
  rmSync(directory, { recursive: true, force: true });

  if (tally.failed && !check.stream) process.stdout.write(`\n--- ${check.name}\n${said.trimEnd()}\n\n`);
  const seconds = (Date.now() - began) / 1000;
  process.stdout.write(
    `${tally.failed ? 'FAILED' : 'ok    '}  ${check.name}: ${tally.passed} passed, ${tally.failed} failed (${seconds.toFixed(1)} s)\n`,
  );
  for (const title of tally.flaky ?? []) process.stdout.write(`flaky: ${title}\n`);
  return { ...tally, seconds };
}

function count(check: Check, code: number, file: string): Tally {
  const whole = code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  if (!check.report) return whole;
  if (!existsSync(file)) return { passed: 0, failed: 1 };
  const report: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const tally = check.report === 'vitest' ? countVitest(report) : countPlaywright(report);
  // An error outside any test (a set-up, an unhandled rejection) is visible only in the exit code.
  return code !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
}
