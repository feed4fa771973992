import { Refusal } from '@/lib/errors';
import { ensureFolder, inFolder } from '@/lib/imap';
import type { Actor } from '@/lib/tenancy';
import { forgetMessages } from './fetch-message';
import { listFolders } from './folders';
import type { FlagName, MessagesAt } from './requests';
import type { Moved } from './shapes';

export const imapFlag: Record<FlagName, string> = {
  seen: '\\Seen',
  flagged: '\\Flagged',
  answered: '\\Answered',
  forwarded: '$Forwarded',
  // RFC 5550, 5.11: a draft that was sent.
  submitted: '$Submitted',
};

/** Sets or removes a flag. Returns the messages that changed, so that an undo affects only these. */
export async function setFlag(
  actor: Actor,
  { folder, uidValidity, uids, flag, on }: MessagesAt & { flag: FlagName; on: boolean },
): Promise<{ changed: number[] }> {
  const name = imapFlag[flag];
  forgetMessages(actor);
  return inFolder(
    actor,
    folder,
    async (open) => {
      const having = new Set(await open.having(uids, name));
      const changed = uids.filter((uid) => having.has(uid) !== on);
      if (on) await open.addFlags(changed, [name]);
      else await open.removeFlags(changed, [name]);
      return { changed };
    },
    { change: true, uidValidity },
  );
}

/** Moves messages. Returns how to undo the move. */
export async function moveMessages(
  actor: Actor,
  { folder, uidValidity, uids, to }: MessagesAt & { to: string },
): Promise<Moved> {
  if (folder === to) return { moved: 0, to, undo: null };
  forgetMessages(actor);
  const moved = await inFolder(actor, folder, (open) => open.move(uids, to), { change: true, uidValidity });
  // Another client has already moved or removed all of them.
  if (moved.uids.length === 0) throw new Refusal('not-found');
  return { moved: moved.uids.length, to, undo: { folder: to, ...moved, to: folder } };
}

/** Moves messages to a special folder: archive, trash, junk or inbox. */
export async function placeMessages(
  actor: Actor,
  { place, ...messages }: MessagesAt & { place: 'archive' | 'trash' | 'junk' | 'inbox' },
): Promise<Moved> {
  const names = { archive: 'Archive', trash: 'Trash', junk: 'Junk', inbox: 'INBOX' };
  let to = (await listFolders(actor)).find((one) => one.special === place)?.path;
  if (!to) {
    to = names[place];
    await ensureFolder(actor, to);
  }
  return moveMessages(actor, { ...messages, to });
}

/**
 * Removes messages from the server. Only messages in trash, junk or drafts can be removed; others are moved to trash
 * first.
 */
export async function removeMessages(
  actor: Actor,
  { folder, uidValidity, uids }: MessagesAt,
): Promise<{ removed: number }> {
  const here = (await listFolders(actor)).find((one) => one.path === folder);
  if (!here) throw new Refusal('not-found');
  if (here.special !== 'trash' && here.special !== 'junk' && here.special !== 'drafts')
    throw new Refusal('not-allowed');
  forgetMessages(actor);
  await inFolder(actor, folder, (open) => open.remove(uids), { change: true, uidValidity });
  return { removed: uids.length };
}
