import { shortestAddressDays } from '@/lib/activity/hand-over';

const dayMs = 86_400_000;
/** A changed setting takes effect after this time. */
const checkMs = 60_000;

/**
 * How old a line of a log may become in milliseconds, or null. The logs contain the addresses of all customers, so the
 * strictest setting of the host is that of its logs.
 */
export type MaxAge = () => Promise<number | null>;

/** Reads the setting at most once a minute. While the database is away, the last known one counts. */
export function maxAgeOfLogs(): MaxAge {
  let known: number | null = null;
  let checkedAt = 0;
  return async () => {
    if (Date.now() - checkedAt < checkMs) return known;
    const days = await shortestAddressDays().catch(() => undefined);
    if (days === undefined) return known;
    checkedAt = Date.now();
    known = days === null ? null : days * dayMs;
    return known;
  };
}
