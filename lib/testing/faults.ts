import { faultTests, runCheck, stopChecks } from './checks';
import { stopOwnStacks } from './own-stack';

// Tests that damage their own stacks: killed parts, a database killed under load, ports in use, full disks.
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(name, () => {
    stopChecks();
    stopOwnStacks();
  });
}

const { passed, failed } = await runCheck(faultTests());
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed ? 1 : 0;
