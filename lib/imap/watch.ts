import { Refusal } from '@/lib/errors';
import type { Actor } from '@/lib/tenancy';
import { type ListedFolder, listOn } from './account';
import { acquire, type Connection, drop } from './pool';
import { notifyAll } from './raw';
import { mailUser } from './user';

export type FolderNews = Pick<ListedFolder, 'path' | 'messages' | 'unseen' | 'uidNext' | 'modseq'>;
/** Hears which folders changed; null when the owner's access ended and nothing more will come. */
type OnChange = (changed: FolderNews[] | null) => void;

interface Watch {
  hearers: Set<OnChange>;
  stop: () => void;
}

const globals = globalThis as unknown as { milepostWatches?: Map<string, Watch> };
globals.milepostWatches ??= new Map();
const watches = globals.milepostWatches;

/** Dovecot itself gathers changes for 500 ms; this only joins the burst that follows. */
const gatherMs = 60;
/** Where NOTIFY is missing: how often other folders are looked at. */
const pollMs = 60_000;
/** After a loss: soon enough for a person, rare enough for a server that restarts. */
const reopenMs = 1500;

/**
 * Tells of changes in every folder of the owner, from one connection a web sign-in: NOTIFY and IDLE. `onChange` is first
 * called with all folders, then with those whose counts changed. Ends when `signal` aborts; the connection ends with the
 * last listener.
 */
export function watchFolders(actor: Actor, onChange: OnChange, signal: AbortSignal): void {
  const user = mailUser(actor);
  let watch = watches.get(user.signInId);
  if (!watch) {
    watch = start(actor);
    watches.set(user.signInId, watch);
  }
  const own = watch;
  own.hearers.add(onChange);
  const leave = () => {
    own.hearers.delete(onChange);
    if (own.hearers.size > 0) return;
    own.stop();
    if (watches.get(user.signInId) === own) watches.delete(user.signInId);
  };
  if (signal.aborted) leave();
  else signal.addEventListener('abort', leave, { once: true });
}

function start(actor: Actor): Watch {
  const user = mailUser(actor);
  const hearers = new Set<OnChange>();
  let stopped = false;
  let connection: Connection | undefined;
  let wake = () => {};

  const look = async (current: Connection, known: Map<string, string>) => {
    const rows = await listOn(current.client);
    const changed = rows.filter((row) => known.get(row.path) !== signature(row));
    for (const row of changed) known.set(row.path, signature(row));
    if (changed.length === 0) return;
    const news = changed.map(({ path, messages, unseen, uidNext, modseq }) => ({
      path,
      messages,
      unseen,
      uidNext,
      modseq,
    }));
    for (const onChange of hearers) onChange(news);
  };

  const follow = async () => {
    while (!stopped) {
      try {
        connection = await acquire(user, 'watcher');
        const { client } = connection;
        // A folder must be open for IDLE (RFC 2177); EXAMINE, so that watching never changes a flag.
        await client.mailboxOpen('INBOX', { readOnly: true });
        const known = new Map<string, string>();
        let dirty = true;
        const touched = () => {
          dirty = true;
          wake();
        };
        const told = await notifyAll(client, touched);
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
          await pause(told ? 10 * pollMs : pollMs, (call) => {
            wake = call;
          });
          if (!told) dirty = true;
          // Any command breaks the IDLE; the listing above does.
          await new Promise((resolve) => setTimeout(resolve, gatherMs));
          if (!client.usable) await idle.catch(() => {});
        }
      } catch (error) {
        // The server is away: try again while somebody listens. Signed out or suspended: over.
        if (error instanceof Refusal && (error.code === 'signed-out' || error.code === 'suspended')) {
          stopped = true;
          for (const onChange of hearers) onChange(null);
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
    hearers,
    stop() {
      stopped = true;
      wake();
      if (connection) drop(user, connection);
    },
  };
}

function signature(row: ListedFolder): string {
  return `${row.messages}.${row.unseen}.${row.uidNext}.${row.modseq}`;
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
