import { Refusal } from '@/lib/errors';
import type { Actor } from '@/lib/tenancy';
import { closeDeleted, type ListedFolder, listOn } from './account';
import { acquire, type Connection, drop } from './pool';
import { notifyAll } from './raw';
import { mailUser } from './user';

export type FolderNews = Pick<ListedFolder, 'path' | 'messages' | 'unseen' | 'uidValidity' | 'uidNext' | 'modseq'>;
/** Called with the changed folders, or with null when access has ended and no more calls follow. */
type OnChange = (changed: FolderNews[] | null) => void;

interface Watch {
  listeners: Set<OnChange>;
  stop: () => void;
}

const globals: typeof globalThis & { milepostWatches?: Map<string, Watch> } = globalThis;
globals.milepostWatches ??= new Map();
const watches = globals.milepostWatches;

/** Dovecot gathers changes for 500 ms. This joins the burst that follows. */
const gatherMs = 60;
/** The interval for other folders if the server does not support NOTIFY. */
const pollMs = 60_000;
/** The delay before a lost connection is opened again. */
const reopenMs = 1500;

/**
 * Reports changes in all folders of the owner. One connection per web sign-in uses NOTIFY and IDLE. `onChange` is
 * first called with all folders, then with those whose counts changed. Ends when `signal` aborts. The connection is
 * closed with the last listener.
 */
export function watchFolders(actor: Actor, onChange: OnChange, signal: AbortSignal): void {
  const user = mailUser(actor);
  let watch = watches.get(user.signInId);
  if (!watch) {
    watch = start(actor);
    watches.set(user.signInId, watch);
  }
  const own = watch;
  own.listeners.add(onChange);
  const leave = () => {
    own.listeners.delete(onChange);
    if (own.listeners.size > 0) return;
    own.stop();
    if (watches.get(user.signInId) === own) watches.delete(user.signInId);
  };
  if (signal.aborted) leave();
  else signal.addEventListener('abort', leave, { once: true });
}

function start(actor: Actor): Watch {
  const user = mailUser(actor);
  const listeners = new Set<OnChange>();
  let stopped = false;
  let connection: Connection | undefined;
  let wake = () => {};

  const look = async (current: Connection, known: Map<string, string>) => {
    const rows = await listOn(current.client);
    closeDeleted(user, rows);
    const changed = rows.filter((row) => known.get(row.path) !== signature(row));
    for (const row of changed) known.set(row.path, signature(row));
    if (changed.length === 0) return;
    const news = changed.map(({ path, messages, unseen, uidValidity, uidNext, modseq }) => ({
      path,
      messages,
      unseen,
      uidValidity,
      uidNext,
      modseq,
    }));
    for (const onChange of listeners) onChange(news);
  };

  const follow = async () => {
    while (!stopped) {
      try {
        connection = await acquire(user, 'watcher');
        const { client } = connection;
        // IDLE needs an open folder (RFC 2177). EXAMINE never changes flags.
        await client.mailboxOpen('INBOX', { readOnly: true });
        const known = new Map<string, string>();
        let dirty = true;
        const touched = () => {
          dirty = true;
          wake();
        };
        const notified = await notifyAll(client, touched);
        client.on('exists', touched);
        client.on('expunge', touched);
        client.on('flags', touched);
        client.once('close', () => wake());
        while (!stopped && client.usable) {
          if (dirty) {
            dirty = false;
            await look(connection, known);
          }
          if (dirty) continue;
          const idle = client.idle();
          await pause(notified ? 10 * pollMs : pollMs, (call) => {
            wake = call;
          });
          if (!notified) dirty = true;
          // Any command ends IDLE, such as the listing above.
          await new Promise((resolve) => setTimeout(resolve, gatherMs));
          if (!client.usable) await idle.catch(() => {});
        }
      } catch (error) {
        // If the server is unavailable, retry while there are listeners. After sign-out or suspension, stop.
        if (error instanceof Refusal && (error.code === 'signed-out' || error.code === 'suspended')) {
          stopped = true;
          for (const onChange of listeners) onChange(null);
        }
      }
      if (connection) drop(user, connection);
      connection = undefined;
      if (!stopped) {
        await pause(reopenMs, (call) => {
          wake = call;
        });
      }
    }
  };
  void follow();
  return {
    listeners,
    stop() {
      stopped = true;
      wake();
      if (connection) drop(user, connection);
    },
  };
}

function signature(row: ListedFolder): string {
  return `${row.messages}.${row.unseen}.${row.uidValidity}.${row.uidNext}.${row.modseq}`;
}

function pause(ms: number, give: (wake: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    give(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
