import { Refusal } from '@/lib/errors';
import type { Actor } from '@/lib/tenancy';
import type { MailUser } from './connect';
import { dropOthers } from './pool';
import { asRefusal } from './refused';
import { onAccount } from './use';
import { mailUser } from './user';

export interface ListedFolder {
  path: string;
  name: string;
  parent: string;
  delimiter: string;
  /** \Inbox, \Sent, … or null. */
  special: string | null;
  selectable: boolean;
  messages: number;
  unseen: number;
  uidValidity: string;
  uidNext: number;
  /** Changes with every change in the folder. */
  modseq: string;
}

/** All folders with their counts, in one round trip (LIST-STATUS, RFC 5819). */
export async function readFolders(actor: Actor): Promise<ListedFolder[]> {
  const rows = await onAccount(actor, (client) => listOn(client));
  closeDeleted(mailUser(actor), rows);
  return rows;
}

/** Closes connections that have a folder open which another client has deleted and made anew, before they are used. */
export function closeDeleted(user: MailUser, rows: ListedFolder[]): void {
  for (const { path, selectable, uidValidity } of rows) if (selectable) dropOthers(user, path, uidValidity);
}

export async function listOn(client: Parameters<Parameters<typeof onAccount>[1]>[0]): Promise<ListedFolder[]> {
  const rows = await client.list({
    statusQuery: { messages: true, unseen: true, uidValidity: true, uidNext: true, highestModseq: true },
  });
  return rows.map((row) => ({
    path: row.path,
    name: row.name,
    parent: row.parentPath,
    delimiter: row.delimiter,
    special: row.specialUse ?? null,
    selectable: !row.flags.has('\\Noselect') && !row.flags.has('\\NonExistent'),
    messages: row.status?.messages ?? 0,
    unseen: row.status?.unseen ?? 0,
    uidValidity: (row.status?.uidValidity ?? 0n).toString(),
    uidNext: row.status?.uidNext ?? 0,
    modseq: (row.status?.highestModseq ?? 0n).toString(),
  }));
}

/** Where a message was put (UIDPLUS, RFC 4315). */
interface Appended {
  uidValidity: string;
  uid: number;
}

/** Appends a message to a folder. */
export function append(actor: Actor, path: string, raw: Buffer, flags: string[]): Promise<Appended> {
  return onAccount(
    actor,
    async (client) => {
      const done = await client.append(path, raw, flags).catch(async (error: unknown) => {
        throw await asRefusal(error);
      });
      if (!done) throw new Refusal('mail-server-refused', { reason: 'APPEND' });
      if (!done.uid || !done.uidValidity) throw new Refusal('mail-server-refused', { reason: 'APPENDUID' });
      return { uidValidity: done.uidValidity.toString(), uid: done.uid };
    },
    { change: true },
  );
}

/** Creates a folder if it does not exist, e.g. Archive at its first use. */
export function ensureFolder(actor: Actor, path: string): Promise<void> {
  return onAccount(
    actor,
    async (client) => {
      await client.mailboxCreate(path).catch((error: unknown) => {
        throw new Refusal('mail-server-refused', { reason: String((error as Error).message).slice(0, 200) });
      });
    },
    { change: true },
  );
}
