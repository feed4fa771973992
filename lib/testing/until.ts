import { setTimeout as wait } from 'node:timers/promises';

/** As long as a test may take: what is not visible by then will not become visible. */
const timeoutMs = 30_000;
/** Short enough to see a job's progress before it is done. */
const pauseMs = 10;

/** Looks again and again until there is something to see, and answers it. */
export async function until<T>(look: () => Promise<T | null | undefined | false>): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > deadline) throw new Error(`nothing to see within ${timeoutMs / 1000} s: ${look}`);
    await wait(pauseMs);
  }
}
