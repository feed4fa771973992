import { faultTests, runCheck, stopChecks } from './checks';
import { stopOwnStacks } from './own-stack';

// What breaks a stack, each on data directories of its own: parts killed, a database killed under load, taken ports, full disks.
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(name, () => {
    stopChecks();
    stopOwnStacks();
  });
}

const { passed, failed } = await runCheck(faultTests());
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed ? 1 : 0;
