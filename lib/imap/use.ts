import { PassThrough, type Readable } from 'node:stream';
import type { ImapFlow } from 'imapflow';
import { Refusal } from '@/lib/errors';
import type { Actor } from '@/lib/tenancy';
import type { MailUser } from './connect';
import { OpenFolder } from './folder';
import { limits } from './limits';
import { acquire, type Connection, type ConnectionKind, drop, release } from './pool';
import { mailUser } from './user';

/** Runs `work` with an open folder. If the connection is lost, reads are retried once, changes never. */
export async function inFolder<T>(
  actor: Actor,
  path: string,
  work: (folder: OpenFolder) => Promise<T>,
  { change = false, kind = 'worker' }: { change?: boolean; kind?: ConnectionKind } = {},
): Promise<T> {
  const user = mailUser(actor);
  return again(!change, () =>
    withConnection(user, kind, path, async (connection) => {
      const lock = await select(connection.client, path);
      try {
        return await work(new OpenFolder(connection.client, path));
      } finally {
        lock.release();
      }
    }),
  );
}

/** Runs `work` on a connection for commands that need no open folder: list, status, quota, append. */
export async function onAccount<T>(
  actor: Actor,
  work: (client: ImapFlow) => Promise<T>,
  { change = false }: { change?: boolean } = {},
): Promise<T> {
  const user = mailUser(actor);
  return again(!change, () => withConnection(user, 'worker', undefined, (connection) => work(connection.client)));
}

/**
 * A part of a message in its transfer encoding (the whole message without `part`) as a stream. Its connection is released when the stream
 * ends, is destroyed, or has not been read for a minute.
 */
export async function download(actor: Actor, path: string, uid: number, part: string | undefined): Promise<Readable> {
  const user = mailUser(actor);
  const connection = await acquire(user, 'bulk', path);
  try {
    const lock = await deadline(connection, select(connection.client, path));
    const content = await deadline(connection, new OpenFolder(connection.client, path).download(uid, part));
    if (!content) {
      lock.release();
      throw new Refusal('not-found');
    }
    const out = new PassThrough({ highWaterMark: limits.sliceBytes });
    let idle = setTimeout(() => out.destroy(new Error('nobody reads')), limits.socketMs);
    content.on('data', () => {
      clearTimeout(idle);
      idle = setTimeout(() => out.destroy(new Error('nobody reads')), limits.socketMs);
    });
    content.on('error', (error) => out.destroy(error));
    out.once('close', () => {
      clearTimeout(idle);
      lock.release();
      // An interrupted download still has a command running, so the connection is closed.
      if (content.readableEnded) release(user, connection);
      else {
        content.destroy();
        drop(user, connection);
      }
    });
    return content.pipe(out);
  } catch (error) {
    if (connection.client.usable) release(user, connection);
    else drop(user, connection);
    throw error;
  }
}

async function withConnection<T>(
  user: MailUser,
  kind: ConnectionKind,
  folder: string | undefined,
  work: (connection: Connection) => Promise<T>,
): Promise<T> {
  const connection = await acquire(user, kind, folder);
  try {
    return await deadline(connection, work(connection));
  } finally {
    if (connection.client.usable) release(user, connection);
    else drop(user, connection);
  }
}

/**
 * Always opens the folder for writing: changing between EXAMINE and SELECT would cost a round trip each time. If it
 * is already open, NOOP updates the number of messages.
 */
async function select(client: ImapFlow, path: string) {
  const open = client.mailbox && client.mailbox.path === path;
  try {
    const lock = await client.getMailboxLock(path, { acquireTimeout: limits.acquireMs });
    if (open) await client.noop();
    return lock;
  } catch (error) {
    const { mailboxMissing, responseStatus } = error as { mailboxMissing?: boolean; responseStatus?: string };
    if (mailboxMissing || responseStatus === 'NO' || responseStatus === 'BAD') throw new Refusal('not-found');
    throw error;
  }
}

/** A running command cannot be cancelled, so the connection is closed when the timeout expires. */
async function deadline<T>(connection: Connection, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Refusal('node-unreachable', { reason: 'deadline' }));
      connection.client.close();
    }, limits.workMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** A pooled connection may be dead (Dovecot was restarted, the session was disconnected). Retries once on a new one. */
async function again<T>(allowed: boolean, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const { code } = error as { code?: string };
    const lost = code === 'NoConnection' || code === 'EConnectionClosed' || code === 'ECONNRESET' || code === 'EPIPE';
    if (!lost) throw error;
    if (!allowed) throw new Refusal('node-unreachable', { reason: 'lost' });
    return ask();
  }
}
