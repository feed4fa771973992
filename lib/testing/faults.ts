import { faultTests, runCheck, stopChecks } from './checks';
import { stopOwnStacks } from './own-stack';

// Tests that break stacks of their own: killed parts, a database killed under load, taken ports, full disks.
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(name, () => {
    stopChecks();
    stopOwnStacks();
  });
}

const { passed, failed } = await runCheck(faultTests());
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed ? 1 : 0;
