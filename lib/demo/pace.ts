import { setTimeout as wait } from 'node:timers/promises';
import { readDemoPace } from '@/lib/platform';
import type { DemoPace } from '@/lib/platform/values';

export const second = 1000;
export const minute = 60 * second;
/** The clients react to a change of the pace within two seconds. */
const pollMs = 1_500;
/** In the first minutes after the start there is more activity, because somebody may be watching. */
const livelyMs = 10 * minute;

const startedAt = Date.now();
let pace: DemoPace = 'lively';
let run = new AbortController();

/** Aborted when the clients must stop. */
export const stopSignal = (): AbortSignal => run.signal;
export const stopClients = (): void => run.abort();
export const justStarted = (): boolean => Date.now() - startedAt < livelyMs;

/** Waits, four times as long at the slow pace. Rejects when the clients must stop. */
export const pause = (milliseconds: number): Promise<void> =>
  wait(milliseconds * (pace === 'slow' ? 4 : 1), undefined, { signal: stopSignal() });

/** Follows the pace that staff set on the sessions page. While the database is unavailable, it does not change. */
export async function followPace(): Promise<void> {
  for (;;) {
    pace = (await readDemoPace().catch(() => pace)) ?? 'lively';
    if (pace === 'stopped') stopClients();
    await wait(pollMs);
  }
}

/** Waits until the clients may run again, with a new signal. */
export async function waitUntilResumed(): Promise<void> {
  while (pace === 'stopped') await wait(pollMs);
  run = new AbortController();
}
