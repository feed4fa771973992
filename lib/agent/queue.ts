import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const limit = { timeout: 5_000, maxBuffer: 1024 * 1024 };

/** Whether a message is in the queue. The other commands succeed without one. */
async function isQueued(instance: string, queueId: string): Promise<boolean> {
  try {
    await run('postcat', ['-c', instance, '-eq', queueId], limit);
    return true;
  } catch (error) {
    // A failure to start, or a timeout, says nothing about the queue.
    if ((error as { code?: unknown }).code === 1) return false;
    throw error;
  }
}

/** Attempts delivery of one deferred message now (postqueue(1)). */
export async function retryQueued(instance: string, queueId: string): Promise<{ found: boolean }> {
  if (!(await isQueued(instance, queueId))) return { found: false };
  await run('postqueue', ['-c', instance, '-i', queueId], limit);
  return { found: true };
}

/**
 * Returns one deferred message to its sender with the last reason for its delay (postsuper(1), -f). The queue manager does
 * it at its next attempt, so there is one now.
 */
export async function returnQueued(instance: string, queueId: string): Promise<{ found: boolean }> {
  if (!(await isQueued(instance, queueId))) return { found: false };
  await run('postsuper', ['-c', instance, '-f', queueId], limit);
  await run('postqueue', ['-c', instance, '-i', queueId], limit);
  return { found: true };
}
