import type { Failure } from '@/components/action-error';
import type { RemovedMessages, Restore } from '@/lib/trail/shapes';

type Does<I, T> = (input: I) => Promise<{ ok: true; data: T } | Failure>;

/** The server actions of restoring many messages: list what can be restored, start it, read how far it is. */
export interface RestoreActions {
  list: Does<{ mailboxId: string; deviceIds: string[] }, RemovedMessages>;
  start: Does<{ mailboxId: string; eventIds: string[] }, { restoreId: string }>;
  read: Does<{ restoreId: string }, Restore>;
}
