/** Postfix's defaults (postconf(5)): a deferred message waits for as long as it is old, between these. */
const minBackoffMs = 300_000;
const maxBackoffMs = 4_000_000;

/**
 * About when Postfix tries again, counted from the last attempt (instants in ms). Its queue manager looks at the deferred
 * queue only every few minutes, so it may be that much later.
 */
export function nextAttempt(arrivedAt: number, attemptedAt: number): number {
  return attemptedAt + Math.min(maxBackoffMs, Math.max(minBackoffMs, attemptedAt - arrivedAt));
}
