import { randomUUID } from 'node:crypto';
import { Refusal } from '@/lib/errors';
import { append, ensureFolder, inFolder } from '@/lib/imap';
import { compose, maxMessageBytes, type Outgoing, submit } from '@/lib/smtp';
import { type Actor, demand } from '@/lib/tenancy';
import { attachmentsOf, partBytes } from './attachment';
import { setFlag } from './change';
import { fetchMessage, forgetMessages } from './fetch-message';
import { listFolders } from './folders';
import { headerField, messageIds } from './header';
import { identities } from './identities';
import { parsePeople } from './recipients';
import { type Draft, type MessageAt, maxFilesBytes, type Person, type SavedDraft, type Sent } from './shapes';
import { toAttachment } from './structure';
import { dropUploads, readUploads } from './uploads';

/** Sends a message, saves it in the sent folder, and sets \Answered or $Forwarded on the original message. */
export async function sendMessage(actor: Actor, draft: Draft): Promise<Sent> {
  demand(actor, 'mail:use');
  const to = parsePeople(draft.to, 'to');
  const cc = parsePeople(draft.cc, 'cc');
  const bcc = parsePeople(draft.bcc, 'bcc');
  const recipients = [...to, ...cc, ...bcc].map((one) => one.address);
  if (recipients.length === 0) throw new Refusal('invalid', { field: 'to' });
  const mail = await outgoing(actor, draft, { to, cc, bcc });
  const raw = await compose(mail, { keepBcc: false });
  if (raw.length > maxMessageBytes) throw new Refusal('too-large', { limit: maxMessageBytes });

  await submit({
    address: actor.name,
    signInId: actor.signInId ?? '',
    mailboxId: actor.mailboxId ?? '',
    ip: actor.ip,
    from: mail.from.address,
    to: [...new Set(recipients)],
    raw,
  });

  // The message has been sent, so no later failure may be reported as a failure to send.
  const filed = await file(actor, bcc.length ? await compose(mail, { keepBcc: true }) : raw).then(
    () => true,
    () => false,
  );
  const { about, saved } = draft;
  if (about) {
    const flag = about.kind === 'forward' ? 'forwarded' : 'answered';
    const { folder, uidValidity, uid } = about;
    await setFlag(actor, { folder, uidValidity, uids: [uid], flag, on: true }).catch(() => {});
  }
  if (saved) await removeDraft(actor, saved).catch(() => {});
  await dropUploads(actor, draft.uploads).catch(() => {});
  return { filed };
}

/** Saves a draft and removes its previous version. */
export async function saveDraft(actor: Actor, draft: Draft): Promise<SavedDraft> {
  // Incomplete addresses must not prevent saving.
  const lenient = (line: string, field: string) => {
    try {
      return parsePeople(line, field);
    } catch {
      return [];
    }
  };
  const mail = await outgoing(actor, draft, {
    to: lenient(draft.to, 'to'),
    cc: lenient(draft.cc, 'cc'),
    bcc: lenient(draft.bcc, 'bcc'),
  });
  const folder = await draftsFolder(actor);
  const raw = await compose(mail, { keepBcc: true });
  const at = { folder, ...(await append(actor, folder, raw, ['\\Draft', '\\Seen'])) };
  if (draft.saved) await removeDraft(actor, draft.saved).catch(() => {});
  return { ...at, attachments: (await attachmentsOf(actor, at)).map(toAttachment) };
}

/** Removes a draft that was sent, replaced or discarded. Only messages with \Draft in the drafts folder are removed. */
export async function removeDraft(actor: Actor, { folder, uidValidity, uid }: MessageAt): Promise<void> {
  if (folder !== (await draftsFolder(actor))) throw new Refusal('not-allowed');
  forgetMessages(actor);
  await inFolder(
    actor,
    folder,
    async (open) => {
      if ((await open.having([uid], '\\Draft')).length) await open.remove([uid]);
    },
    { change: true, uidValidity },
  );
}

async function outgoing(
  actor: Actor,
  draft: Draft,
  people: { to: Person[]; cc: Person[]; bcc: Person[] },
): Promise<Outgoing> {
  const from = (await identities(actor)).find((one) => one.address === draft.from);
  if (!from) throw new Refusal('not-allowed', { field: 'from' });
  const uploads = await readUploads(actor, draft.uploads, maxFilesBytes);
  const used = uploads.reduce((sum, file) => sum + file.bytes.length, 0);
  const parts = draft.partsFrom ? await partBytes(actor, draft.partsFrom, draft.parts, maxFilesBytes - used) : [];
  const thread = await threadOf(actor, draft);
  return {
    from,
    ...people,
    subject: draft.subject,
    text: draft.text.replaceAll('\r\n', '\n'),
    messageId: `<${randomUUID()}@${from.address.split('@').at(-1)}>`,
    date: new Date(),
    ...thread,
    files: [...parts, ...uploads],
  };
}

/** In-Reply-To and References (RFC 5322, 3.6.4). A forwarded message starts a new thread. */
async function threadOf(
  actor: Actor,
  { about, saved }: Draft,
): Promise<{ inReplyTo: string | null; references: string[] }> {
  const none = { inReplyTo: null, references: [] };
  if (about && about.kind !== 'forward') {
    const { head } = await fetchMessage(actor, about);
    const [id] = messageIds(headerField(head.header, 'message-id'));
    if (!id) return none;
    const before = messageIds(headerField(head.header, 'references'));
    return {
      inReplyTo: id,
      references: [...(before.length ? before : messageIds(headerField(head.header, 'in-reply-to'))), id],
    };
  }
  if (saved && !about) {
    const fetched = await fetchMessage(actor, saved).catch(() => null);
    const [id] = fetched ? messageIds(headerField(fetched.head.header, 'in-reply-to')) : [];
    if (fetched && id) return { inReplyTo: id, references: messageIds(headerField(fetched.head.header, 'references')) };
  }
  return none;
}

async function file(actor: Actor, raw: Buffer): Promise<void> {
  let path = (await listFolders(actor)).find((one) => one.special === 'sent')?.path;
  if (!path) {
    path = 'Sent';
    await ensureFolder(actor, path);
  }
  await append(actor, path, raw, ['\\Seen']);
}

async function draftsFolder(actor: Actor): Promise<string> {
  const found = (await listFolders(actor)).find((one) => one.special === 'drafts')?.path;
  if (found) return found;
  await ensureFolder(actor, 'Drafts');
  return 'Drafts';
}
