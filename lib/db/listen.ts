import pg from 'pg';
import { config } from '@/lib/config';

export type Listener = (payload: string) => void;

const listeners = new Map<string, Set<Listener>>();
let client: pg.Client | undefined;
let opening: Promise<void> | undefined;

/**
 * Subscribes to a channel of PostgreSQL's LISTEN, on one connection for the process, which is reopened after a loss.
 * The listener is also called with '' after each (re)connection, because notifications may have been lost: it must read
 * the tables first. Returns a function that unsubscribes.
 */
export function listen(channel: string, listener: Listener): () => void {
  if (!/^[a-z_]+$/.test(channel)) throw new Error(`not a channel name: ${channel}`);
  const known = listeners.get(channel);
  if (known) known.add(listener);
  else {
    listeners.set(channel, new Set([listener]));
    client?.query(`LISTEN ${channel}`).catch(() => {});
  }
  void connect();
  return () => {
    listeners.get(channel)?.delete(listener);
  };
}

function connect(): Promise<void> {
  if (client) return Promise.resolve();
  opening ??= open().finally(() => {
    opening = undefined;
  });
  return opening;
}

async function open(): Promise<void> {
  const next = new pg.Client({ connectionString: config().DATABASE_URL, keepAlive: true });
  const lost = () => {
    if (client === next) client = undefined;
    next.removeAllListeners();
    next.on('error', () => {});
    next.end().catch(() => {});
    // The delay before the connection is opened again.
    setTimeout(() => void connect(), 500).unref();
  };
  next.on('error', lost);
  next.on('end', lost);
  next.on('notification', ({ channel, payload }) => {
    for (const listener of listeners.get(channel) ?? []) listener(payload ?? '');
  });
  try {
    await next.connect();
    for (const channel of listeners.keys()) await next.query(`LISTEN ${channel}`);
    client = next;
    for (const set of listeners.values()) for (const listener of set) listener('');
  } catch {
    lost();
  }
}
