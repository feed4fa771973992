import { endChecks, faultTests, runCheck } from './checks';
import { endOwnStacks } from './own-stack';

// What breaks a stack, each on homes of its own: parts killed, a database killed under load, taken ports, full disks.
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(name, () => {
    endChecks();
    endOwnStacks();
  });
}

const { passed, failed } = await runCheck(faultTests());
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed ? 1 : 0;
