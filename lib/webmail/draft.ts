import { createHash, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { Refusal } from '@/lib/errors';
import { append, ensureFolder, inFolder } from '@/lib/imap';
import { compose } from '@/lib/smtp';
import type { Actor } from '@/lib/tenancy';
import { attachmentsOf } from './attachment';
import { type FetchedMessage, forgetMessages } from './fetch-message';
import { listFolders } from './folders';
import { headerField } from './header';
import { toOutgoing } from './outgoing';
import { parsePeople } from './recipients';
import type { Draft, MessageAt, SavedDraft } from './shapes';
import { toAttachment } from './structure';

/** The field of a saved draft that has its key. A sent message has none. */
const keyField = 'X-Milepost-Draft';

/** Whether the composer wrote this draft, so that it holds nothing that a new version would not have. */
export function isOwnDraft({ head }: FetchedMessage): boolean {
  return z.uuid().safeParse(headerField(head.header, keyField.toLowerCase())).success;
}

/** The key of a saved draft, so that every window that has it open knows it by the same one. */
export function keyOfDraft(actor: Actor, { head }: FetchedMessage, at: MessageAt): string {
  const own = z.uuid().safeParse(headerField(head.header, keyField.toLowerCase()));
  if (own.success) return own.data;
  // Another program saved it.
  const hash = createHash('sha256').update(`${actor.mailboxId} ${at.uidValidity} ${at.uid} ${at.folder}`).digest();
  return z.uuid().parse(uuidOf(hash));
}

/** RFC 9562, 5.8: a version 8 UUID holds what its maker likes. */
function uuidOf(bytes: Buffer): string {
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}

/** Saves a draft and removes the version that it replaces. Where that one is gone, another window has saved its own. */
export async function saveDraft(actor: Actor, draft: Draft): Promise<SavedDraft> {
  const folder = await draftsFolder(actor);
  // Incomplete addresses must not prevent saving.
  const lenient = (line: string, field: string) => {
    try {
      return parsePeople(line, field);
    } catch {
      return [];
    }
  };
  const people = { to: lenient(draft.to, 'to'), cc: lenient(draft.cc, 'cc'), bcc: lenient(draft.bcc, 'bcc') };
  const ids = { messageId: `<${randomUUID()}@${draft.from.split('@').at(-1)}>`, date: new Date() };
  const mail = await toOutgoing(actor, draft, people, ids).catch((error: unknown) => {
    // The files were parts of a version that another window has replaced. The words must be kept nevertheless.
    if (!isGone(error) || !draft.partsFrom) throw error;
    return toOutgoing(actor, { ...draft, partsFrom: null, parts: [] }, people, ids);
  });
  const raw = await compose(mail, { keepBcc: true, headers: { [keyField]: draft.key } });
  const at = { folder, ...(await append(actor, folder, raw, ['\\Draft', '\\Seen'])) };
  const replaced = draft.saved ? await removeDraft(actor, draft.saved).catch((error) => !isGone(error)) : true;
  return { ...at, conflict: !replaced, attachments: (await attachmentsOf(actor, at)).map(toAttachment) };
}

/** Whether the message that was named is no longer there. Other failures say nothing about it. */
function isGone(error: unknown): boolean {
  return error instanceof Refusal && (error.code === 'not-found' || error.code === 'folder-changed');
}

/**
 * Removes a draft that was sent, replaced or discarded. Only messages with \Draft in the drafts folder are removed.
 * Returns whether it was there.
 */
export async function removeDraft(actor: Actor, { folder, uidValidity, uid }: MessageAt): Promise<boolean> {
  if (folder !== (await draftsFolder(actor))) throw new Refusal('not-allowed');
  forgetMessages(actor);
  return inFolder(
    actor,
    folder,
    async (open) => {
      const found = await open.having([uid], '\\Draft');
      if (found.length > 0) await open.remove([uid]);
      return found.length > 0;
    },
    { change: true, uidValidity },
  );
}

async function draftsFolder(actor: Actor): Promise<string> {
  const found = (await listFolders(actor)).find((one) => one.special === 'drafts')?.path;
  if (found) return found;
  await ensureFolder(actor, 'Drafts');
  return 'Drafts';
}
