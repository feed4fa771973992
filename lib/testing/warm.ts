import { createHash } from 'node:crypto';
import { closeSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { checkout, Stop, sourceHash, stopSupervisor, supervisorOf, tail } from '@/lib/stack';
import { integrationTests, journeys, runCheck, stopChecks } from './checks';
import { openHost } from './open-host';
import { cleanEnvironment, newDataDirectory, spawnUp } from './own-stack';

// `npm run e2e -- sessions` and `npm run integration -- trail` use a stack that keeps running between calls. It is
// restarted with the same data when the sources have changed; `--stop` stops it.

const note = path.join(checkout, '.milepost-warm.json');
const noteShape = z.object({ dataDirectory: z.string(), sources: z.string(), migrations: z.string() });
type Note = z.infer<typeof noteShape>;

function readNote(): Note | undefined {
  try {
    return noteShape.parse(JSON.parse(readFileSync(note, 'utf8')));
  } catch {
    return undefined;
  }
}

function digest(directory: string): string {
  const hash = createHash('sha256');
  for (const entry of readdirSync(path.join(checkout, directory), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.name.endsWith('.test.ts')) continue;
    const file = path.join(entry.parentPath, entry.name);
    hash.update(`${file}\0`).update(readFileSync(file));
  }
  return hash.digest('hex').slice(0, 16);
}

async function removeWarmStack({ dataDirectory }: Note): Promise<void> {
  await stopSupervisor(dataDirectory);
  rmSync(dataDirectory, { recursive: true, force: true });
  rmSync(note, { force: true });
}

async function startWarmStack(): Promise<string> {
  const wanted = { sources: `${sourceHash()}-${digest('lib/stack')}`, migrations: digest('prisma/migrations') };
  let known = readNote();
  if (known && known.migrations !== wanted.migrations) {
    await removeWarmStack(known);
    known = undefined;
  }
  if (known && known.sources === wanted.sources && supervisorOf(known.dataDirectory)) return known.dataDirectory;
  const dataDirectory = known?.dataDirectory ?? newDataDirectory();
  await stopSupervisor(dataDirectory);
  writeFileSync(note, JSON.stringify({ dataDirectory, ...wanted }));
  const log = path.join(dataDirectory, 'up.log');
  const fd = openSync(log, 'w');
  const child = spawnUp(dataDirectory, ['--empty'], {}, fd);
  closeSync(fd);
  let ended = false;
  child.once('exit', () => {
    ended = true;
  });
  process.stdout.write('Starting the warm stack\n');
  while (!readFileSync(log, 'utf8').includes('Running. Ctrl-C stops everything.\n')) {
    if (ended) {
      rmSync(note, { force: true });
      throw new Stop(`The stack did not start:\n${tail(log, 30)}`);
    }
    await wait(100);
  }
  child.unref();
  await openHost(dataDirectory);
  return dataDirectory;
}

for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, stopChecks);

const [kind, ...wanted] = process.argv.slice(2);
if (wanted.includes('--stop')) {
  const known = readNote();
  if (known) await removeWarmStack(known);
} else {
  const env = cleanEnvironment({ MILEPOST_HOME: await startWarmStack(), CI: undefined });
  const { failed } = await runCheck(kind === 'integration' ? integrationTests(env, wanted) : journeys(env, wanted));
  process.exitCode = failed ? 1 : 0;
}
