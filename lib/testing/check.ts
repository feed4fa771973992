import { quickChecks, runCheck, stopChecks } from './checks';
import { sum } from './tally';

// The quick checks, which need no servers.
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.on(name, () => {
    stopChecks();
    process.exit(1);
  });
}

const { passed, failed } = sum(await Promise.all(quickChecks.map(runCheck)));
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed ? 1 : 0;
