import { type ListedFolder, readFolders } from '@/lib/imap';
import type { Actor } from '@/lib/tenancy';
import { cleanLine } from './clean';
import type { Folder } from './shapes';

const specials: Record<string, Folder['special']> = {
  '\\Inbox': 'inbox',
  '\\Drafts': 'drafts',
  '\\Sent': 'sent',
  '\\Archive': 'archive',
  '\\Junk': 'junk',
  '\\Trash': 'trash',
  '\\All': 'all',
  '\\Flagged': 'flagged',
};
const order: Folder['special'][] = ['inbox', 'flagged', 'drafts', 'sent', 'archive', 'junk', 'trash', 'all'];

/** The owner's folders with their counts: special ones first in the usual order, then the rest as a tree by name. */
export async function listFolders(actor: Actor): Promise<Folder[]> {
  return arrange(await readFolders(actor));
}

export function arrange(rows: ListedFolder[]): Folder[] {
  const folders = rows.map((row) => ({
    path: row.path,
    name: cleanLine(row.name, 100),
    depth: row.parent ? row.parent.split(row.delimiter || '/').length : 0,
    special: row.special ? (specials[row.special] ?? null) : null,
    selectable: row.selectable,
    messages: row.messages,
    unseen: row.unseen,
    uidValidity: row.uidValidity,
    uidNext: row.uidNext,
    modseq: row.modseq,
  }));
  const place = (one: Folder) => (one.special ? order.indexOf(one.special) : order.length);
  return folders.sort((a, b) => place(a) - place(b) || a.path.localeCompare(b.path));
}
