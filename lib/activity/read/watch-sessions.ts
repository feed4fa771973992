import { listen } from '@/lib/db';
import type { Actor } from '@/lib/tenancy';
import type { SessionRow } from '../shapes';
import { changedSince } from './changed-since';
import { revisionNow } from './revision';

/** Channel that every transaction with changed sessions notifies (payload: its revision). */
export const sessionChannel = 'milepost_sessions';

/** Changes within this time are sent together. */
const batchMs = 100;
/** Delay before a failed read is retried. */
const retryMs = 1_000;

/**
 * Sends changed sessions of the actor until the signal aborts, starting after `since` or at this call. Changes are
 * coalesced, the next read covers a lost notification, and a failed read is retried.
 */
export function watchSessions(
  actor: Actor,
  onRows: (rows: SessionRow[]) => void,
  signal: AbortSignal,
  { since }: { since?: number } = {},
): void {
  let sentTo = since;
  let wanted = true;
  let busy = false;
  let timer: NodeJS.Timeout | undefined;

  const read = async () => {
    if (busy || signal.aborted) return;
    busy = true;
    try {
      while (wanted && !signal.aborted) {
        wanted = false;
        if (sentTo === undefined) {
          sentTo = await revisionNow();
          continue;
        }
        const rows = await changedSince(actor, sentTo);
        const last = rows[rows.length - 1];
        if (!last || signal.aborted) continue;
        sentTo = last.revision;
        onRows(rows);
      }
    } catch {
      wanted = true;
      schedule(retryMs);
    } finally {
      busy = false;
    }
    if (wanted && !timer) schedule(batchMs);
  };
  const schedule = (milliseconds: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      timer = undefined;
      void read();
    }, milliseconds);
  };
  const stop = listen(sessionChannel, () => {
    wanted = true;
    if (!timer) schedule(batchMs);
  });
  signal.addEventListener(
    'abort',
    () => {
      stop();
      clearTimeout(timer);
    },
    { once: true },
  );
  void read();
}
