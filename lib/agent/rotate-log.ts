import { execFile } from 'node:child_process';
import { chownSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { z } from 'zod';
import { readCursor } from '@/lib/activity/hand-over';
import { log } from '@/lib/log';
import type { MaxAge } from './log-age';

export const pollMs = 2_000;
/** Rotated files that stay after they were read, so that an administrator can look at them. */
const maxRotated = 4;

interface Rotate {
  node: string;
  /** The logs of a server. The first one is handed over and is not removed before that. */
  files: readonly [followed: string, ...others: string[]];
  /** A file of this size (bytes) is rotated. */
  limit: number;
  maxAge: MaxAge;
  /** Makes the server reopen its logs. */
  reopen: () => Promise<void>;
  /** Whether the server cannot create its logs. */
  renew?: boolean;
}

/**
 * Rotates log files when they are full, until the signal aborts. A rotated file is read to its end (see Tail). It is
 * removed only after it was handed over, and when there are four newer ones or its lines are too old, so nothing is lost
 * while PostgreSQL is unavailable.
 */
export async function rotateLogs(
  { node, files, limit, maxAge, reopen, renew }: Rotate,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      const maxAgeMs = await maxAge();
      const [followed, ...others] = files;
      const full = files.filter((file) => isDue(file, limit, maxAgeMs));
      for (const file of full) renameSync(file, nameOfRotated(file));
      // The server writes to the old file until it opens the new one. The old file is read until then.
      const left = !existsSync(followed) && rotated(followed).length > 0;
      if (renew) for (const file of files) recreate(file);
      // An agent may have been killed after the rename.
      if (full.length > 0 || left) await reopen();
      const cursor = await readCursor(node, path.basename(followed));
      for (const file of handedOver(rotated(followed), cursor?.inode ?? 0n, maxAgeMs)) rmSync(file, { force: true });
      for (const other of others) removeOld(other, maxAgeMs);
    } catch (error) {
      log.error(`cannot rotate a log: ${error instanceof Error ? error.message : String(error)}`);
    }
    await wait(pollMs, undefined, { signal }).catch(() => {});
  }
}

/** Creates a file that was rotated, for the owner of the last one. Its writer may not create files beside it. */
function recreate(file: string): void {
  const last = rotated(file).at(-1);
  if (existsSync(file) || !last) return;
  const { mode, uid, gid } = statSync(last.file);
  writeFileSync(file, '', { flag: 'wx', mode: mode & 0o777 });
  chownSync(file, uid, gid);
}

export function nameOfRotated(file: string): string {
  return `${file}.${new Date().toISOString().replaceAll(/[:.]/g, '-')}`;
}

/** Whether a log is full, or a quarter of the time has passed that a line may stay: then four files have all of it. */
export function isDue(file: string, limit: number, maxAgeMs: number | null): boolean {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (!stats || stats.size === 0) return false;
  if (stats.size >= limit) return true;
  // A file that is emptied in place is older than its first line.
  const begunAt = Math.max(stats.birthtimeMs, rotated(file).at(-1)?.rotatedAt ?? 0);
  return maxAgeMs !== null && Date.now() - begunAt >= maxAgeMs / maxRotated;
}

/** Its first line was written up to a quarter of the time before it was rotated. */
function isTooOld({ rotatedAt }: Rotated, maxAgeMs: number | null): boolean {
  return maxAgeMs !== null && Date.now() - rotatedAt >= maxAgeMs - maxAgeMs / maxRotated;
}

/** Removes the rotated files of a log that nobody reads, except the newest. */
export function removeOld(file: string, maxAgeMs: number | null): void {
  const files = rotated(file);
  for (const [index, old] of files.entries()) {
    if (index < files.length - maxRotated || isTooOld(old, maxAgeMs)) rmSync(old.file, { force: true });
  }
}

/** Files that are older than the file of the cursor, and than the four that stay or than a line may be. */
function handedOver(files: Rotated[], cursor: bigint, maxAgeMs: number | null): string[] {
  const at = files.findIndex(({ inode }) => inode === cursor);
  // Otherwise the cursor is in the current file, or there is no cursor yet.
  const read = at >= 0 ? files.slice(0, at) : cursor === 0n ? [] : files;
  return read
    .filter((one, index) => index < files.length - maxRotated || isTooOld(one, maxAgeMs))
    .map(({ file }) => file);
}

interface Rotated {
  file: string;
  inode: bigint;
  rotatedAt: number;
}

/** The rotated files of a log, oldest first. Their names contain the time. */
function rotated(file: string): Rotated[] {
  const directory = path.dirname(file);
  return readdirSync(directory)
    .filter((name) => name.startsWith(`${path.basename(file)}.2`))
    .sort()
    .flatMap((name) => {
      const found = path.join(directory, name);
      const stats = statSync(found, { bigint: true, throwIfNoEntry: false });
      return stats ? [{ file: found, inode: stats.ino, rotatedAt: rotatedAtOf(name, stats.mtimeMs) }] : [];
    });
}

function rotatedAtOf(name: string, written: bigint): number {
  const time = /(\d{4}-\d\d-\d\dT\d\d)-(\d\d)-(\d\d)-(\d{3}Z)$/.exec(name);
  return time ? Date.parse(`${time[1]}:${time[2]}:${time[3]}.${time[4]}`) : Number(written);
}

/** See doveadm-log(1). */
export function reopenWith(configuration: string): () => Promise<void> {
  return async () => {
    await promisify(execFile)('doveadm', ['-c', configuration, 'log', 'reopen'], { timeout: 5_000 });
  };
}

/** Sends a signal to a part, if the process that the supervisor has written is still a program of this name. */
function signalPart(dataDirectory: string, part: 'postfix' | 'rspamd', program: string, signal: NodeJS.Signals): void {
  const supervised = z.object({ process: z.object({ pid: z.number().int().min(2) }) });
  const { parts } = z
    .object({ parts: z.object({ [part]: supervised }) })
    .parse(JSON.parse(readFileSync(path.join(dataDirectory, 'pids.json'), 'utf8')));
  const pid = parts[part]?.process.pid ?? 0;
  if (readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith(program)) process.kill(pid, signal);
}

/** rspamd reopens its log on SIGUSR1 (rspamd(8)). */
export function reopenRspamd(dataDirectory: string): void {
  signalPart(dataDirectory, 'rspamd', 'rspamd', 'SIGUSR1');
}

/**
 * master(8) replaces its processes on SIGHUP, among them postlogd, as "postfix logrotate" lets it do. Until then postlogd
 * writes to the rotated file, and then lines wait in its socket, so none is lost.
 */
export function reopenPostfix(dataDirectory: string): void {
  signalPart(dataDirectory, 'postfix', 'master', 'SIGHUP');
}
