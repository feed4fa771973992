import { execFile } from 'node:child_process';
import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { readCursor } from '@/lib/activity/hand-over';
import { log } from '@/lib/log';

/** Between two looks at the sizes (ms). */
const everyMs = 2_000;
/** Files that stay after they were read, for whoever has to look something up by hand. */
const kept = 4;

interface Rotate {
  node: string;
  /** Dovecot's logs; what is in the first is handed over, and stays until it was. */
  files: readonly [followed: string, ...others: string[]];
  /** Bytes from which on a file is rotated. */
  limit: number;
  /** Makes Dovecot open its logs again. */
  reopen: () => Promise<void>;
}

/**
 * Rotates log files when they are full, until the signal. A rotated file is followed to its end (see Tail) and removed only when it was handed over and four newer ones were, too: what PostgreSQL has not taken is not
 * lost, however long it is away.
 */
export async function rotateLogs({ node, files, limit, reopen }: Rotate, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      const [followed, ...others] = files;
      const full = files.filter((file) => (statSync(file, { throwIfNoEntry: false })?.size ?? 0) >= limit);
      for (const file of full) renameSync(file, `${file}.${new Date().toISOString().replaceAll(/[:.]/g, '-')}`);
      // Until Dovecot opens the new file it goes on writing to the old one, which is followed until then.
      const left = !existsSync(followed) && rotated(followed).length > 0;
      // Also where an agent was killed between the two.
      if (full.length > 0 || left) await reopen();
      const cursor = await readCursor(node, path.basename(followed));
      for (const file of handedOver(rotated(followed), cursor?.inode ?? 0n)) rmSync(file, { force: true });
      for (const other of others) for (const { file } of rotated(other).slice(0, -kept)) rmSync(file, { force: true });
    } catch (error) {
      log.error(`cannot rotate a log: ${error instanceof Error ? error.message : String(error)}`);
    }
    await wait(everyMs, undefined, { signal }).catch(() => {});
  }
}

/** Those that are older than the one that the cursor stands in, and than the four that are kept. */
function handedOver(files: { file: string; inode: bigint }[], cursor: bigint): string[] {
  const at = files.findIndex(({ inode }) => inode === cursor);
  // The cursor stands in the file that is written to now, or nowhere yet.
  const read = at >= 0 ? files.slice(0, at) : cursor === 0n ? [] : files;
  return read.slice(0, Math.max(0, files.length - kept)).map(({ file }) => file);
}

/** What a log was before, the oldest first: the names tell. */
function rotated(file: string): { file: string; inode: bigint }[] {
  const directory = path.dirname(file);
  return readdirSync(directory)
    .filter((name) => name.startsWith(`${path.basename(file)}.2`))
    .sort()
    .flatMap((name) => {
      const found = path.join(directory, name);
      const stats = statSync(found, { bigint: true, throwIfNoEntry: false });
      return stats ? [{ file: found, inode: stats.ino }] : [];
    });
}

/** Dovecot's own way to open its logs again (doveadm-log(1)). */
export function reopenWith(configuration: string): () => Promise<void> {
  return async () => {
    await promisify(execFile)('doveadm', ['-c', configuration, 'log', 'reopen'], { timeout: 5_000 });
  };
}
