import { setTimeout as wait } from 'node:timers/promises';
import { listen } from '@/lib/db';
import { takeFailures } from './take-failures';
import { takeSessions } from './take-sessions';
import { tellHabits } from './tell-habits';

/** Looked at least this often (ms), and not more often than `leastMs` when sessions come in without a pause. */
const pollMs = 5_000;
const leastMs = 1_000;

/** Keeps devices, their habits and the findings up to date with sessions until the signal. Several workers take turns. */
export async function keepDevices(signal: AbortSignal, log: (text: string) => void): Promise<void> {
  let wake = () => {};
  const stop = listen('milepost_sessions', () => wake());
  let failing = false;
  try {
    while (!signal.aborted) {
      const woken = new Promise<void>((resolve) => {
        wake = resolve;
      });
      try {
        while ((await catchUp()) && !signal.aborted);
        if (failing) log('telling devices again');
        failing = false;
      } catch (error) {
        if (!failing && !signal.aborted) {
          log(`cannot tell devices: ${error instanceof Error ? error.message : String(error)}`);
        }
        failing = true;
      }
      await wait(leastMs, undefined, { signal }).catch(() => {});
      const timer = new AbortController();
      const ended = AbortSignal.any([signal, timer.signal]);
      await Promise.race([woken, wait(pollMs, undefined, { signal: ended }).catch(() => {})]);
      timer.abort();
    }
  } finally {
    stop();
  }
}

/** Takes what there is, once; answers whether there may be more. */
export async function catchUp(now = new Date()): Promise<boolean> {
  const sessions = await takeSessions();
  const devices = await tellHabits(now);
  const failures = await takeFailures(now);
  return sessions + devices + failures > 0;
}
