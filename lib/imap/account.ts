import { Refusal } from '@/lib/errors';
import type { Actor } from '@/lib/tenancy';
import { onAccount } from './use';

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
  uidNext: number;
  /** Changes with every change in the folder. */
  modseq: string;
}

/** All folders with their counts, in one round trip (LIST-STATUS, RFC 5819). */
export function readFolders(actor: Actor): Promise<ListedFolder[]> {
  return onAccount(actor, (client) => listOn(client));
}

export async function listOn(client: Parameters<Parameters<typeof onAccount>[1]>[0]): Promise<ListedFolder[]> {
  const rows = await client.list({
    statusQuery: { messages: true, unseen: true, uidNext: true, highestModseq: true },
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
    uidNext: row.status?.uidNext ?? 0,
    modseq: (row.status?.highestModseq ?? 0n).toString(),
  }));
}

/** Appends a message to a folder. Returns its UID if the server supports UIDPLUS. */
export function append(actor: Actor, path: string, raw: Buffer, flags: string[]): Promise<number | null> {
  return onAccount(
    actor,
    async (client) => {
      const done = await client.append(path, raw, flags);
      if (!done) throw new Refusal('mail-server-refused', { reason: 'APPEND' });
      return done.uid ?? null;
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
