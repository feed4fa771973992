import { PassThrough, type Readable } from 'node:stream';
import type { ImapFlow } from 'imapflow';
import { Refusal } from '@/lib/errors';
import type { Actor } from '@/lib/tenancy';
import type { MailUser, Wanted } from './connect';
import { OpenFolder } from './folder';
import { limits } from './limits';
import { acquire, type Connection, type ConnectionKind, drop, dropOthers, isKeptOpen, release } from './pool';
import { stillOpen } from './raw';
import { mailUser } from './user';

interface Use {
  kind?: ConnectionKind;
  /** The folder that the UIDs of the request belong to. The request is refused if there is another one of its name. */
  uidValidity?: string | undefined;
}

/** A change names messages by UID, so it must name the folder whose UIDs these are. */
interface Change extends Use {
  change: true;
  uidValidity: string;
}

/** Runs `work` with an open folder. If the connection is lost, reads are retried once, changes never. */
export async function inFolder<T>(
  actor: Actor,
  path: string,
  work: (folder: OpenFolder) => Promise<T>,
  { kind = 'worker', uidValidity, change = false }: (Use & { change?: false }) | Change = {},
): Promise<T> {
  const user = mailUser(actor);
  return again(!change, async () => {
    if (change || isKeptOpen(user, path)) await requireSameFolder(user, path, uidValidity);
    return withConnection(user, kind, { path, uidValidity }, async (connection) => {
      const lock = await select(connection.client, path);
      try {
        return await work(opened(connection, path, uidValidity));
      } finally {
        lock.release();
      }
    });
  });
}

/**
 * Asks a connection that has no folder open. One that has this folder open knows nothing of another client that deleted
 * it and created one of its name: its UID MOVE takes the messages of the new one, and even its NOOP can make Dovecot
 * write the index of the old one over that of the new one, whose messages are then lost (measured with 2.3.19).
 */
async function requireSameFolder(user: MailUser, path: string, uidValidity: string | undefined): Promise<void> {
  const now = await withConnection(user, 'account', undefined, ({ client }) =>
    client.status(path, { uidValidity: true }).catch((error: unknown) => {
      if ((error as { code?: string }).code === 'NotFound') return false as const;
      throw error;
    }),
  );
  if (!now || now.uidValidity === undefined) throw new Refusal('not-found');
  dropOthers(user, path, now.uidValidity.toString());
  if (uidValidity && now.uidValidity.toString() !== uidValidity) throw new Refusal('folder-changed');
}

function opened({ client }: Connection, path: string, uidValidity: string | undefined): OpenFolder {
  const folder = new OpenFolder(client, path);
  if (uidValidity && folder.uidValidity !== uidValidity) throw new Refusal('folder-changed');
  return folder;
}

/** Runs `work` on a connection that has no folder open: list, status, quota, append. */
export async function onAccount<T>(
  actor: Actor,
  work: (client: ImapFlow) => Promise<T>,
  { change = false }: { change?: boolean } = {},
): Promise<T> {
  const user = mailUser(actor);
  return again(!change, () => withConnection(user, 'account', undefined, (connection) => work(connection.client)));
}

/**
 * A part of a message in its transfer encoding (the whole message without `part`) as a stream. Its connection is released when the stream
 * ends, is destroyed, or has not been read for a minute.
 */
export function download(
  actor: Actor,
  { path, uidValidity, uid }: Wanted & { uid: number },
  part: string | undefined,
): Promise<Readable> {
  const user = mailUser(actor);
  return again(true, () => startDownload(user, { path, uidValidity, uid }, part));
}

async function startDownload(
  user: MailUser,
  { path, uidValidity, uid }: Wanted & { uid: number },
  part: string | undefined,
): Promise<Readable> {
  if (isKeptOpen(user, path)) await requireSameFolder(user, path, uidValidity);
  const connection = await acquire(user, 'bulk', { path, uidValidity });
  try {
    const lock = await deadline(connection, select(connection.client, path));
    const content = await deadline(connection, opened(connection, path, uidValidity).download(uid, part));
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
  wanted: Wanted | undefined,
  work: (connection: Connection) => Promise<T>,
): Promise<T> {
  const connection = await acquire(user, kind, wanted);
  try {
    return await deadline(connection, work(connection));
  } finally {
    if (connection.client.usable) release(user, connection);
    else drop(user, connection);
  }
}

/**
 * Always opens the folder for writing: changing between EXAMINE and SELECT would cost a round trip each time. If it
 * is already open, NOOP updates the number of messages. Throws FolderGone if that folder no longer exists.
 */
async function select(client: ImapFlow, path: string) {
  const open = client.mailbox && client.mailbox.path === path;
  try {
    const lock = await client.getMailboxLock(path, { acquireTimeout: limits.acquireMs });
    if (!open) return lock;
    if (await stillOpen(client).catch(() => false)) return lock;
    lock.release();
    client.close();
    throw new FolderGone();
  } catch (error) {
    if (error instanceof FolderGone) throw error;
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

/** The folder that a kept connection has open was deleted. Nothing was done yet, and the connection is closed. */
class FolderGone extends Error {}

/** A pooled connection may be dead (Dovecot was restarted, the session was disconnected). Retries once on a new one. */
async function again<T>(allowed: boolean, ask: () => Promise<T>): Promise<T> {
  try {
    return await onOpenFolder(ask);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const { code } = error as { code?: string };
    const lost = code === 'NoConnection' || code === 'EConnectionClosed' || code === 'ECONNRESET' || code === 'EPIPE';
    if (!lost) throw error;
    if (!allowed) throw new Refusal('node-unreachable', { reason: 'lost' });
    return onOpenFolder(ask);
  }
}

/** Every kept connection may have the deleted folder open. Each attempt closes one, and the last opens a new one. */
async function onOpenFolder<T>(ask: () => Promise<T>): Promise<T> {
  for (let kept = limits.workers + limits.bulk; kept > 0; kept -= 1) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof FolderGone)) throw error;
    }
  }
  return ask();
}
