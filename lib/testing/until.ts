import { setTimeout as wait } from 'node:timers/promises';

/** The timeout of a test. */
const timeoutMs = 30_000;
/** Short enough to see a job's progress before it is done. */
const pauseMs = 10;

/** Repeats a look until it answers something, at most for 30 s. */
export async function until<T>(look: () => Promise<T | null | undefined | false>): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > deadline) throw new Error(`still nothing after ${timeoutMs / 1000} s: ${look}`);
    await wait(pauseMs);
  }
}
