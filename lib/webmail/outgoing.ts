import { Refusal } from '@/lib/errors';
import type { Outgoing } from '@/lib/smtp';
import type { Actor } from '@/lib/tenancy';
import { partBytes } from './attachment';
import { fetchMessage } from './fetch-message';
import { forwardedHtml } from './forwarded';
import { headerField, messageIds } from './header';
import { identities } from './identities';
import { type Draft, maxFilesBytes, type Person } from './shapes';
import { readUploads } from './uploads';

type File = Outgoing['files'][number];

/** A draft as a message. */
export async function toOutgoing(
  actor: Actor,
  draft: Draft,
  people: { to: Person[]; cc: Person[]; bcc: Person[] },
  { messageId, date }: { messageId: string; date: Date },
): Promise<Outgoing> {
  const from = await sender(actor, draft);
  const uploads = await readUploads(actor, draft.uploads, maxFilesBytes);
  const used = uploads.reduce((sum, file) => sum + file.bytes.length, 0);
  const parts: File[] = draft.partsFrom
    ? await partBytes(actor, draft.partsFrom, draft.parts, maxFilesBytes - used)
    : [];
  const left = maxFilesBytes - used - parts.reduce((sum, file) => sum + file.bytes.length, 0);
  const formatted = await forwardedHtml(actor, draft, left);
  return {
    from,
    ...people,
    subject: draft.subject,
    text: draft.text.replaceAll('\r\n', '\n'),
    messageId,
    date,
    ...(await threadOf(actor, draft)),
    files: [...parts, ...uploads],
    ...(formatted ?? { html: null, pictures: [] }),
  };
}

/** Only an address of the mailbox may be the sender. */
export async function sender(actor: Actor, draft: Draft): Promise<Person> {
  const from = (await identities(actor)).find((one) => one.address === draft.from);
  if (!from) throw new Refusal('not-allowed', { field: 'from' });
  return from;
}

/** In-Reply-To and References (RFC 5322, 3.6.4). A forwarded message starts a new thread. */
async function threadOf(
  actor: Actor,
  { about, saved }: Draft,
): Promise<{ inReplyTo: string | null; references: string[] }> {
  const none = { inReplyTo: null, references: [] };
  if (about && about.kind !== 'forward') {
    // The message may have been moved or removed while its answer was written, which must not prevent the answer.
    const fetched = await fetchMessage(actor, about).catch(() => null);
    if (!fetched) return none;
    const { header } = fetched.head;
    const [id] = messageIds(headerField(header, 'message-id'));
    if (!id) return none;
    const before = messageIds(headerField(header, 'references'));
    return {
      inReplyTo: id,
      references: [...(before.length ? before : messageIds(headerField(header, 'in-reply-to'))), id],
    };
  }
  if (saved && !about) {
    const fetched = await fetchMessage(actor, saved).catch(() => null);
    const [id] = fetched ? messageIds(headerField(fetched.head.header, 'in-reply-to')) : [];
    if (fetched && id) return { inReplyTo: id, references: messageIds(headerField(fetched.head.header, 'references')) };
  }
  return none;
}
