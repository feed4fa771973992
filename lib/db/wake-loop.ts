import { setTimeout as wait } from 'node:timers/promises';
import { listen } from './listen';

interface Loop {
  /** Channel whose notifications start work at once. */
  channel: string;
  /** Work is looked for at least this often, in case a notification was lost. */
  pollMs: number;
  /** Pause after each round, where what comes in without one is better taken together. */
  pauseMs?: number;
  signal: AbortSignal;
}

/**
 * Calls `work` until the signal: when the channel speaks, when the poll time is over, and again at once while it answers
 * that there may be more. `work` never throws: what went wrong is its own to handle.
 */
export async function wakeLoop(
  { channel, pollMs, pauseMs = 0, signal }: Loop,
  work: () => Promise<boolean>,
): Promise<void> {
  let wake = () => {};
  const stop = listen(channel, () => wake());
  try {
    while (!signal.aborted) {
      const woken = new Promise<void>((resolve) => {
        wake = resolve;
      });
      if (await work()) continue;
      if (pauseMs > 0) await wait(pauseMs, undefined, { signal }).catch(() => {});
      const timer = new AbortController();
      const ended = AbortSignal.any([signal, timer.signal]);
      await Promise.race([woken, wait(pollMs, undefined, { signal: ended }).catch(() => {})]);
      timer.abort();
    }
  } finally {
    stop();
  }
}
