import { closeSync, openSync, readFileSync, renameSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { alive, identify, type ProcessIdentity, processesIn, sessionOf, signal } from './process-table';
import { messageOf, Stop } from './stop';

const processShape = z.object({ pid: z.number().int().positive(), started: z.string(), boot: z.string() });

const recordShape = z.object({
  supervisor: processShape,
  url: z.string(),
  state: z.enum(['starting', 'running', 'stopping']),
  /** What the check after the start found. */
  warnings: z.array(z.string()).default([]),
  /** The process of each part. It is recorded until no process of the part is left. */
  parts: z.record(
    z.string(),
    z.object({ process: processShape.nullable(), ports: z.array(z.number()), restarts: z.number(), note: z.string() }),
  ),
});
export type RunningRecord = z.infer<typeof recordShape>;

function file(dataDirectory: string): string {
  return path.join(dataDirectory, 'pids.json');
}

/** The record of the processes that run or last ran in a data directory. */
export function readRecord(dataDirectory: string): RunningRecord | undefined {
  try {
    return recordShape.parse(JSON.parse(readFileSync(file(dataDirectory), 'utf8')));
  } catch {
    return undefined;
  }
}

export function writeRecord(dataDirectory: string, record: RunningRecord): void {
  const next = `${file(dataDirectory)}.${process.pid}`;
  writeFileSync(next, `${JSON.stringify(record, null, 2)}\n`);
  renameSync(next, file(dataDirectory));
}

/** Removes the record of this supervisor, but not that of a later start. */
export function forgetRecord(dataDirectory: string, supervisor: ProcessIdentity): void {
  const now = readRecord(dataDirectory)?.supervisor;
  if (now?.pid === supervisor.pid && now.started === supervisor.started) rmSync(file(dataDirectory), { force: true });
}

/** The running supervisor of a data directory, which holds its lock. */
export function supervisorOf(dataDirectory: string): ProcessIdentity | undefined {
  try {
    const held = processShape.parse(JSON.parse(readFileSync(path.join(dataDirectory, 'up.lock'), 'utf8')));
    return alive(held) ? held : undefined;
  } catch {
    return undefined;
  }
}

/** Stops a running stack like Ctrl-C, and waits until it has exited. */
export async function stopSupervisor(dataDirectory: string): Promise<void> {
  const supervisor = supervisorOf(dataDirectory);
  if (!supervisor) return;
  signal(supervisor, 'SIGTERM');
  while (alive(supervisor)) await wait(50);
}

/** Makes this process the only supervisor of the data directory. */
export function takeLock(dataDirectory: string): void {
  const lock = path.join(dataDirectory, 'up.lock');
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      const fd = openSync(lock, 'wx');
      writeSync(fd, JSON.stringify(identify(process.pid)));
      closeSync(fd);
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
        throw new Stop(`The data directory ${dataDirectory} cannot be written: ${messageOf(error)}`);
      }
      const holder = supervisorOf(dataDirectory);
      if (holder) {
        const record = readRecord(dataDirectory);
        throw new Stop(
          `This data directory is already running (process ${holder.pid})${record?.url ? ` at ${record.url}` : ''}. ` +
            `See it with: npm run status. Stop it with: npm run down. For a second one, name another MILEPOST_HOME.`,
        );
      }
      rmSync(lock, { force: true });
    }
  }
  throw new Stop(`Another start of ${dataDirectory} is under way.`);
}

export function releaseLock(dataDirectory: string): void {
  if (supervisorOf(dataDirectory)?.pid === process.pid) rmSync(path.join(dataDirectory, 'up.lock'), { force: true });
}

/** Waits until all processes have exited. Returns those that still run at the deadline. */
export async function waitForExit(processes: ProcessIdentity[], milliseconds: number): Promise<ProcessIdentity[]> {
  const until = Date.now() + milliseconds;
  let left = processes.filter(alive);
  while (left.length && Date.now() < until) {
    await wait(30);
    left = left.filter(alive);
  }
  return left;
}

/** Stops what a dead supervisor left: recorded processes, their sessions, and backends of the cluster. */
export async function stopLeftovers(dataDirectory: string): Promise<string[]> {
  const record = readRecord(dataDirectory);
  if (!record) return [];
  const ended: string[] = [];
  for (const [name, part] of Object.entries(record.parts).reverse()) {
    if (!part.process) continue;
    const rest = () => [
      ...(part.process && alive(part.process) ? [part.process] : []),
      ...(part.process ? sessionOf(part.process) : []),
      ...(name === 'postgres' ? processesIn(path.join(dataDirectory, 'pg')) : []),
    ];
    if (rest().length === 0) continue;
    ended.push(name);
    // SIGINT is PostgreSQL's fast shutdown; SIGTERM would wait for its clients.
    for (const process of rest()) signal(process, name === 'postgres' ? 'SIGINT' : 'SIGTERM');
    await waitForExit(rest(), 8000);
    for (const process of rest()) signal(process, 'SIGKILL');
    await waitForExit(rest(), 2000);
  }
  forgetRecord(dataDirectory, record.supervisor);
  return ended;
}
