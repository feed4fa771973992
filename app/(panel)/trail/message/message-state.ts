import type { EventRow } from '@/lib/activity/shapes';
import { recoveryDays, verdictKinds } from '@/lib/activity/values';
import { affects, renamedTo } from '@/lib/trail/values';

export type MessageState =
  /** `renamed`: the last step that gave the folder its name. */
  | { kind: 'here'; folder: string; renamed?: EventRow }
  | { kind: 'removed'; event: EventRow; purged: boolean }
  | { kind: 'refused' }
  | { kind: 'unknown' };

const arrives = new Set(['delivered', 'saved', 'copied', 'moved', 'restored']);
const judged = new Set<string>(verdictKinds);

/**
 * Where a message is after its events in one mailbox (oldest first). A message may be in several folders at once:
 * each arrival adds a folder, each removal and each move takes one away. When none is left, the message is gone. It goes
 * where its folder goes.
 */
export function messageState(events: Pick<EventRow, 'kind' | 'folder' | 'fromFolder' | 'unclear'>[]): MessageState {
  const folders = new Map<string, number>();
  const add = (folder: string, by: number) => folders.set(folder, Math.max(0, (folders.get(folder) ?? 0) + by));
  let removal: EventRow | null = null;
  let purged = false;
  let last: string | null = null;
  let refused = false;
  const renames = new Map<string, EventRow>();
  for (const event of events as EventRow[]) {
    if (arrives.has(event.kind)) {
      add(event.folder, 1);
      last = event.folder;
      if (event.kind === 'moved' && event.fromFolder) add(event.fromFolder, -1);
    } else if (event.kind === 'removed') {
      add(event.folder, -1);
      removal = event;
      purged = false;
    } else if (event.kind === 'purged') {
      purged = true;
    } else if (judged.has(event.kind)) {
      // A sender may try again.
      refused = event.kind === 'refused';
    } else if (event.kind === 'folder-renamed' || event.kind === 'folder-deleted') {
      for (const [folder, count] of [...folders].filter(([name, count]) => count > 0 && affects(event, name))) {
        folders.set(folder, 0);
        const name = renamedTo(event, folder);
        if (name !== null) {
          add(name, count);
          renames.set(name, event);
          if (last === folder) last = name;
        } else if (event.kind === 'folder-deleted') {
          removal = event;
          purged = false;
        }
      }
    } else if (event.kind !== 'relayed' && event.kind !== 'folder-created') {
      // A changed flag proves that it was there, even when its arrival is older than the trail.
      if (!folders.get(event.folder)) folders.set(event.folder, 1);
      last = event.folder;
    }
  }
  const left = [...folders].filter(([, count]) => count > 0).map(([folder]) => folder);
  const folder = last && left.includes(last) ? last : left[left.length - 1];
  const renamed = folder ? renames.get(folder) : undefined;
  if (folder) return { kind: 'here', folder, ...(renamed ? { renamed } : {}) };
  if (removal) return { kind: 'removed', event: removal, purged };
  return { kind: refused ? 'refused' : 'unknown' };
}

/**
 * Whether a removed message left the recovery area before its time. Only the limit of the area does that: clients cannot
 * reach it. The events are those of the message, oldest first.
 */
export function leftEarly(event: Pick<EventRow, 'kind' | 'at'>, events: Pick<EventRow, 'kind' | 'at'>[]): boolean {
  if (event.kind !== 'purged') return false;
  const at = Date.parse(event.at);
  const removal = events.findLast((one) => one.kind === 'removed' && Date.parse(one.at) <= at);
  return removal !== undefined && at - Date.parse(removal.at) < recoveryDays * 86_400_000;
}
