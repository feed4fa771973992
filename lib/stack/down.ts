import { setTimeout as wait } from 'node:timers/promises';
import { alive, signal } from './process-table';
import { stopLeftovers, supervisorOf } from './running';
import { locate } from './settings';
import { messageOf } from './stop';

/** Longer than the sum of the timeouts of all parts. */
const timeoutMs = 75_000;

async function main(): Promise<number> {
  const { dataDirectory } = locate(process.env);
  const supervisor = supervisorOf(dataDirectory);
  if (!supervisor) {
    const left = await stopLeftovers(dataDirectory);
    process.stdout.write(
      left.length
        ? `Ended what a killed start had left in ${dataDirectory}: ${left.join(', ')}\n`
        : `Nothing runs in ${dataDirectory}\n`,
    );
    return 0;
  }
  const start = Date.now();
  process.stdout.write(`Stopping ${dataDirectory} (process ${supervisor.pid})\n`);
  signal(supervisor, 'SIGTERM');
  while (alive(supervisor)) {
    if (Date.now() - start > timeoutMs) {
      process.stderr.write(`It has not stopped within ${timeoutMs / 1000} s.\n`);
      return 1;
    }
    await wait(50);
  }
  const left = await stopLeftovers(dataDirectory);
  process.stdout.write(
    `Stopped after ${((Date.now() - start) / 1000).toFixed(1)} s${left.length ? `, with leftovers ended: ${left.join(', ')}` : ''}\n`,
  );
  return 0;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${messageOf(error)}\n`);
    process.exit(1);
  },
);
