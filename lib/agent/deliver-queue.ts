import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Process id of the queue manager of a Postfix instance, which its master starts; null while there is none. */
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
 * Has everything in the queue tried at once, by the ways that the database tells now. The queue manager remembers the
 * last way it was told for half a minute, so a new one is started (`postfix reload`); and the old one, which may still
 * hear what is said right after, would take the wish with it into its end.
 */
export async function deliverQueue(instance: string): Promise<void> {
  const limit = { timeout: 5_000 };
  const before = await queueManager(instance);
  await run('postfix', ['-c', instance, 'reload'], limit);
  for (let turn = 0; turn < 100; turn++) {
    const now = await queueManager(instance);
    if (now && now !== before) break;
    await wait(50);
  }
  await run('postqueue', ['-c', instance, '-f'], limit);
}
