import { constants, ftruncateSync, readdirSync, readSync, rmSync, writeSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { log } from '@/lib/log';
import type { MaxAge } from './log-age';
import { isDue, nameOfRotated, pollMs, removeOld } from './rotate-log';

const chunkBytes = 1024 * 1024;

interface RotateOutputs {
  directory: string;
  /** Names of logs whose writers reopen them. */
  others: readonly string[];
  /** A file of this size (bytes) is rotated. */
  limit: number;
  maxAge: MaxAge;
}

/**
 * Rotates what the parts write to their standard output, until the signal aborts. A process cannot be made to open its
 * standard output again, so the file is copied and emptied.
 */
export async function rotateOutputs(
  { directory, others, limit, maxAge }: RotateOutputs,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      const maxAgeMs = await maxAge();
      const names = readdirSync(directory).filter((name) => name.endsWith('.log') && !others.includes(name));
      for (const file of names.map((name) => path.join(directory, name))) {
        if (isDue(file, limit, maxAgeMs)) await copyAndEmpty(file);
        removeOld(file, maxAgeMs);
      }
    } catch (error) {
      log.error(`cannot rotate a log: ${error instanceof Error ? error.message : String(error)}`);
    }
    await wait(pollMs, undefined, { signal }).catch(() => {});
  }
}

/**
 * Moves the content of a file that its writer has open for appending into a rotated one, with the same mode and owner.
 * What is written meanwhile is moved as well. Only what another process writes between the last two system calls, a few
 * microseconds, is lost.
 */
export async function copyAndEmpty(file: string): Promise<void> {
  const from = await open(file, constants.O_RDWR | constants.O_NOFOLLOW);
  try {
    const { mode, uid, gid } = await from.stat();
    const target = nameOfRotated(file);
    const to = await open(target, 'wx', mode & 0o777);
    try {
      await to.chown(uid, gid);
      const end = await copyMost(from, to);
      // Nothing is awaited from here on, so that this process itself writes nothing in between.
      copyRest(from.fd, to.fd, end);
      ftruncateSync(from.fd, 0);
    } catch (error) {
      // The disk may be full. The file still has everything.
      rmSync(target, { force: true });
      throw error;
    } finally {
      await to.close();
    }
  } finally {
    await from.close();
  }
}

/** Copies what is there now, and returns the position after it. */
async function copyMost(from: FileHandle, to: FileHandle): Promise<number> {
  const { size } = await from.stat();
  const buffer = Buffer.alloc(chunkBytes);
  let position = 0;
  while (position < size) {
    const { bytesRead } = await from.read(buffer, 0, buffer.length, position);
    if (bytesRead === 0) break;
    await to.writeFile(buffer.subarray(0, bytesRead));
    position += bytesRead;
  }
  return position;
}

function copyRest(from: number, to: number, start: number): void {
  const buffer = Buffer.alloc(chunkBytes);
  for (let position = start; ; ) {
    const count = readSync(from, buffer, 0, buffer.length, position);
    if (count === 0) return;
    for (let written = 0; written < count; ) written += writeSync(to, buffer, written, count - written);
    position += count;
  }
}
