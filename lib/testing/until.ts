import { setTimeout as wait } from 'node:timers/promises';

/** The timeout of a test. */
const timeoutMs = 30_000;
/** Short enough to see the progress of a job. */
const pauseMs = 10;

/** Repeats a check for up to 30 s until it returns a value. */
export async function until<T>(look: () => Promise<T | null | undefined | false>): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > deadline) throw new Error(`still nothing after ${timeoutMs / 1000} s: ${look}`);
    await wait(pauseMs);
  }
}
