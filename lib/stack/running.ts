import { closeSync, openSync, readFileSync, renameSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { alive, mark, type ProcessMark, sessionOf, signal, standingIn } from './process-table';
import { messageOf, Stop } from './stop';

const processShape = z.object({ pid: z.number().int().positive(), started: z.string(), boot: z.string() });

const recordShape = z.object({
  supervisor: processShape,
  url: z.string(),
  state: z.enum(['starting', 'running', 'stopping']),
  /** Every process that a part is or was, until it is known that nothing of it is left. */
  parts: z.record(
    z.string(),
    z.object({ process: processShape.nullable(), ports: z.array(z.number()), restarts: z.number(), note: z.string() }),
  ),
});
export type RunningRecord = z.infer<typeof recordShape>;

function file(home: string): string {
  return path.join(home, 'pids.json');
}

/** What runs, or last ran, in a home; undefined when nothing is recorded. */
export function readRecord(home: string): RunningRecord | undefined {
  try {
    return recordShape.parse(JSON.parse(readFileSync(file(home), 'utf8')));
  } catch {
    return undefined;
  }
}

export function writeRecord(home: string, record: RunningRecord): void {
  const next = `${file(home)}.${process.pid}`;
  writeFileSync(next, `${JSON.stringify(record, null, 2)}\n`);
  renameSync(next, file(home));
}

/** Removes the record that this supervisor wrote; one of a later start stays. */
export function forgetRecord(home: string, supervisor: ProcessMark): void {
  const now = readRecord(home)?.supervisor;
  if (now?.pid === supervisor.pid && now.started === supervisor.started) rmSync(file(home), { force: true });
}

/** The living supervisor of a home: the holder of its lock. */
export function supervisorOf(home: string): ProcessMark | undefined {
  try {
    const held = processShape.parse(JSON.parse(readFileSync(path.join(home, 'up.lock'), 'utf8')));
    return alive(held) ? held : undefined;
  } catch {
    return undefined;
  }
}

/** Makes this process the home's only supervisor. */
export function takeLock(home: string): void {
  const lock = path.join(home, 'up.lock');
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      const fd = openSync(lock, 'wx');
      writeSync(fd, JSON.stringify(mark(process.pid)));
      closeSync(fd);
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
        throw new Stop(`The home ${home} cannot be written: ${messageOf(error)}`);
      }
      const holder = supervisorOf(home);
      if (holder) {
        const record = readRecord(home);
        throw new Stop(
          `This home is already running (process ${holder.pid})${record?.url ? ` at ${record.url}` : ''}. ` +
            `See it with: npm run status. Stop it with: npm run down. For a second one, name another MILEPOST_HOME.`,
        );
      }
      rmSync(lock, { force: true });
    }
  }
  throw new Stop(`Another start of ${home} is under way.`);
}

export function releaseLock(home: string): void {
  if (supervisorOf(home)?.pid === process.pid) rmSync(path.join(home, 'up.lock'), { force: true });
}

/** Waits until none of the processes lives; answers those that still do at the deadline. */
export async function gone(processes: ProcessMark[], milliseconds: number): Promise<ProcessMark[]> {
  const until = Date.now() + milliseconds;
  let left = processes.filter(alive);
  while (left.length && Date.now() < until) {
    await wait(30);
    left = left.filter(alive);
  }
  return left;
}

/** Ends what a dead supervisor left behind: recorded processes, their sessions, and backends that stand in the cluster. */
export async function endLeftovers(home: string): Promise<string[]> {
  const record = readRecord(home);
  if (!record) return [];
  const ended: string[] = [];
  for (const [name, part] of Object.entries(record.parts).reverse()) {
    if (!part.process) continue;
    const rest = () => [
      ...(part.process && alive(part.process) ? [part.process] : []),
      ...(part.process ? sessionOf(part.process) : []),
      ...(name === 'postgres' ? standingIn(path.join(home, 'pg')) : []),
    ];
    if (rest().length === 0) continue;
    ended.push(name);
    // SIGINT is PostgreSQL's fast shutdown; SIGTERM would wait for its clients.
    for (const process of rest()) signal(process, name === 'postgres' ? 'SIGINT' : 'SIGTERM');
    await gone(rest(), 8000);
    for (const process of rest()) signal(process, 'SIGKILL');
    await gone(rest(), 2000);
  }
  forgetRecord(home, record.supervisor);
  return ended;
}
