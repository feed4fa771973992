import { listen } from '@/lib/db';
import type { Actor } from '@/lib/tenancy';
import { changedSince } from './changed-since';
import { revisionNow } from './revision';
import type { SessionRow } from './shapes';

/** Channel on which every transaction that changed sessions says so (payload: its revision). */
export const sessionChannel = 'milepost_sessions';

/** Changes within this many milliseconds are told together. */
const together = 100;

/**
 * Tells the actor's sessions as they change, until the signal: what changed after `since`, or after this call. Changes
 * are coalesced, a lost notification is made good by the next look, and a failed look is repeated.
 */
export function watchSessions(
  actor: Actor,
  onRows: (rows: SessionRow[]) => void,
  signal: AbortSignal,
  { since }: { since?: number } = {},
): void {
  let told = since;
  let wanted = true;
  let busy = false;
  let timer: NodeJS.Timeout | undefined;

  const look = async () => {
    if (busy || signal.aborted) return;
    busy = true;
    try {
      while (wanted && !signal.aborted) {
        wanted = false;
        if (told === undefined) {
          told = await revisionNow();
          continue;
        }
        const rows = await changedSince(actor, told);
        const last = rows[rows.length - 1];
        if (!last || signal.aborted) continue;
        told = last.revision;
        onRows(rows);
      }
    } catch {
      wanted = true;
      soon(1_000);
    } finally {
      busy = false;
    }
    if (wanted && !timer) soon(together);
  };
  const soon = (milliseconds: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      timer = undefined;
      void look();
    }, milliseconds);
  };
  const stop = listen(sessionChannel, () => {
    wanted = true;
    if (!timer) soon(together);
  });
  signal.addEventListener(
    'abort',
    () => {
      stop();
      clearTimeout(timer);
    },
    { once: true },
  );
  void look();
}
