import { cpSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { endChecks, integrationTests, quickChecks, runCheck } from './checks';
import { checkout } from './home';
import { cleanEnvironment, endOwnStacks, type OwnStack, startOwnStack } from './own-stack';
import { messageOf } from './stop';
import { sum, type Tally } from './tally';

// Everything, from a bare checkout: the quick checks, then an empty host of this run's own for the integration tests. What
// fails does not keep the rest from running.

for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.on(name, () => {
    endChecks();
    endOwnStacks();
    // The stacks end in their own order, and this process with them.
    process.exitCode = 1;
  });
}

const began = Date.now();
const failure: Tally = { passed: 0, failed: 1 };
const tallies: Tally[] = await Promise.all(quickChecks.map(runCheck));

let stack: OwnStack | undefined;
try {
  process.stdout.write('\nA stack for the tests\n');
  stack = await startOwnStack({ onText: (text) => process.stdout.write(text) });
  tallies.push({ passed: 1, failed: 0 });
} catch (error) {
  process.stdout.write(`FAILED  stack: ${messageOf(error)}\n`);
  // The start, and what could not be run without it.
  tallies.push(failure, failure);
}
if (stack) {
  const env = cleanEnvironment({ MILEPOST_HOME: stack.home });
  const result = await runCheck(integrationTests(env));
  tallies.push(result);
  if (result.failed) keepLogs(stack.home);
  const code = await stack.stop();
  process.stdout.write(`${code === 0 ? 'ok    ' : 'FAILED'}  the stack ended with code ${code}\n`);
  tallies.push(code === 0 ? { passed: 1, failed: 0 } : failure);
}
/** The parts' own words about a failed test, where git does not look. */
function keepLogs(home: string): void {
  const target = path.join(checkout, 'test-results/log');
  rmSync(target, { recursive: true, force: true });
  mkdirSync(path.dirname(target), { recursive: true });
  cpSync(path.join(home, 'log'), target, { recursive: true });
  process.stdout.write('The logs of the stack are in test-results/log\n');
}

const { passed, failed } = sum(tallies);
process.stdout.write(`\nTook ${Math.round((Date.now() - began) / 1000)} s\n${passed} passed, ${failed} failed\n`);
process.exitCode = failed ? 1 : 0;
