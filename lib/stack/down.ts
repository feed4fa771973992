import { setTimeout as wait } from 'node:timers/promises';
import { alive, signal } from './process-table';
import { endLeftovers, supervisorOf } from './running';
import { locate } from './settings';
import { messageOf } from './stop';

/** Longer than every part's own patience together. */
const patience = 75_000;

async function main(): Promise<number> {
  const { home } = locate(process.env);
  const supervisor = supervisorOf(home);
  if (!supervisor) {
    const left = await endLeftovers(home);
    process.stdout.write(
      left.length ? `Ended what a killed start had left in ${home}: ${left.join(', ')}\n` : `Nothing runs in ${home}\n`,
    );
    return 0;
  }
  const start = Date.now();
  process.stdout.write(`Stopping ${home} (process ${supervisor.pid})\n`);
  signal(supervisor, 'SIGTERM');
  while (alive(supervisor)) {
    if (Date.now() - start > patience) {
      process.stderr.write(`It has not stopped within ${patience / 1000} s.\n`);
      return 1;
    }
    await wait(50);
  }
  const left = await endLeftovers(home);
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
