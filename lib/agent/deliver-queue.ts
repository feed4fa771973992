import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Process id of the queue manager of a Postfix instance, or null if it is not running. */
async function queueManager(instance: string): Promise<string | null> {
  try {
    const master = (await readFile(path.join(instance, 'spool/pid/master.pid'), 'utf8')).trim();
    const children = (await readFile(`/proc/${master}/task/${master}/children`, 'utf8')).trim().split(' ');
    for (const child of children)
      if ((await readFile(`/proc/${child}/comm`, 'utf8').catch(() => '')).trim() === 'qmgr') return child;
  } catch {
    // Postfix is not running.
  }
  return null;
}

/**
 * Attempts delivery of the whole queue, with the routes that are in the database now. The queue manager caches a route
 * for 30 s, so it is replaced by a new one (`postfix reload`). A flush that reached the old one would be lost, so the
 * flush waits for the new one.
 */
export async function deliverQueue(instance: string): Promise<void> {
  const limit = { timeout: 5_000 };
  const before = await queueManager(instance);
  await run('postfix', ['-c', instance, 'reload'], limit);
  for (let attempt = 0; attempt < 100; attempt++) {
    const now = await queueManager(instance);
    if (now && now !== before) break;
    await wait(50);
  }
  await run('postqueue', ['-c', instance, '-f'], limit);
}
