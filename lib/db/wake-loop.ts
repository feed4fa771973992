import { setTimeout as wait } from 'node:timers/promises';
import { listen } from './listen';

interface Loop {
  /** Notifications on this channel start the work. */
  channel: string;
  /** The work also runs at this interval, in case a notification was lost. */
  pollMs: number;
  /** Delay after each round, to process changes in batches. */
  pauseMs?: number;
  signal: AbortSignal;
  /** Receives a function that starts the work, too. */
  onReady?: (wake: () => void) => void;
}

/**
 * Calls `work` until the signal aborts: after a notification, after the poll interval, and again while it returns
 * that there may be more. `work` must handle its own errors.
 */
export async function wakeLoop(
  { channel, pollMs, pauseMs = 0, signal, onReady }: Loop,
  work: () => Promise<boolean>,
): Promise<void> {
  let wake = () => {};
  const stop = listen(channel, () => wake());
  onReady?.(() => wake());
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
