import { cpSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { checkout, messageOf } from '@/lib/stack';
import { integrationTests, journeys, quickChecks, runCheck, stopChecks } from './checks';
import { cleanEnvironment, type OwnStack, startOwnStack, stopOwnStacks } from './own-stack';
import { sum, type Tally } from './tally';

// Everything except `npm run test:faults`, from a bare checkout: the quick checks, then the integration tests and the
// e2e tests on a new, empty host. A failure does not prevent the rest.

let interrupted = false;
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(name, () => {
    interrupted = true;
    stopChecks();
    stopOwnStacks();
  });
}

const began = Date.now();
const failure: Tally = { passed: 0, failed: 1 };
const stages: [name: string, seconds: number][] = [];

async function stage<T>(name: string, work: () => Promise<T>): Promise<T> {
  const start = Date.now();
  try {
    return await work();
  } finally {
    stages.push([name, (Date.now() - start) / 1000]);
  }
}

const tallies: Tally[] = await stage('sources and unit tests', () => Promise.all(quickChecks.map(runCheck)));

let stack: OwnStack | undefined;
if (!interrupted) {
  try {
    process.stdout.write('\nA stack for the tests\n');
    stack = await stage('build and start', () => startOwnStack({ onText: (text) => process.stdout.write(text) }));
    tallies.push({ passed: 1, failed: 0 });
  } catch (error) {
    process.stdout.write(`FAILED  stack: ${messageOf(error)}\n`);
    // The start, and the checks that could not run without it.
    tallies.push(failure, failure, failure);
  }
}
if (stack) {
  const { dataDirectory, stop } = stack;
  const env = cleanEnvironment({ MILEPOST_HOME: dataDirectory });
  const results: Tally[] = [];
  for (const check of [integrationTests(env), journeys(env)]) {
    results.push(interrupted ? failure : await stage(check.name, () => runCheck(check)));
  }
  tallies.push(...results);
  if (results.some(({ failed }) => failed > 0)) keepLogs(dataDirectory);
  const code = await stage('stop', stop);
  process.stdout.write(`${code === 0 ? 'ok    ' : 'FAILED'}  the stack ended with code ${code}\n`);
  tallies.push(code === 0 ? { passed: 1, failed: 0 } : failure);
}
if (interrupted) tallies.push(failure);

/** Copies the logs of the parts after a failed e2e test to a directory that git ignores. */
function keepLogs(dataDirectory: string): void {
  const target = path.join(checkout, 'test-results/log');
  rmSync(target, { recursive: true, force: true });
  mkdirSync(path.dirname(target), { recursive: true });
  cpSync(path.join(dataDirectory, 'log'), target, { recursive: true });
  process.stdout.write('The logs of the stack are in test-results/log\n');
}

process.stdout.write(
  `\n${stages.map(([name, seconds]) => `${seconds.toFixed(1).padStart(8)} s  ${name}`).join('\n')}\n`,
);
process.stdout.write(`${((Date.now() - began) / 1000).toFixed(1).padStart(8)} s  in all\n\n`);
const { passed, failed } = sum(tallies);
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed ? 1 : 0;
