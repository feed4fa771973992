import type { Actor } from '@/lib/tenancy';
import { cleanLine } from './clean';
import { type FetchedMessage, fetchMessage } from './fetch-message';
import { toIso } from './list-messages';
import { people, senderWarnings } from './people';
import { insidePicture, remotePicture } from './picture-address';
import { type Sanitised, sanitise } from './sanitise';
import type { Body, Message, Warning } from './shapes';
import { type Leaf, toAttachment } from './structure';
import { readText } from './text';

/** Reads a message for the page. This does not set \Seen: setFlag does. */
export async function readMessage(actor: Actor, { folder, uid }: { folder: string; uid: number }): Promise<Message> {
  const fetched = await fetchMessage(actor, folder, uid);
  const { head, parts } = fetched;
  const envelope = head.envelope ?? {};
  const from = people(envelope.from);
  const replyTo = people(envelope.replyTo);
  const warnings: Warning[] = senderWarnings(from[0], replyTo);
  const { body, attachments } = bodyOf(fetched, render(actor, folder, uid, fetched, false), warnings);
  if (parts.cut) warnings.push({ code: 'many-parts', details: {} });
  const flags = head.flags ?? new Set<string>();
  const [sender] = people(envelope.sender);
  return {
    folder,
    uid,
    uidValidity: fetched.uidValidity,
    messageId: cleanLine(envelope.messageId, 500),
    subject: cleanLine(envelope.subject, 1000),
    from,
    sender: sender && sender.address.toLowerCase() !== from[0]?.address.toLowerCase() ? sender : null,
    replyTo,
    to: people(envelope.to),
    cc: people(envelope.cc),
    bcc: people(envelope.bcc),
    at: toIso(envelope.date ?? head.internalDate),
    size: head.size ?? 0,
    seen: flags.has('\\Seen'),
    flagged: flags.has('\\Flagged'),
    answered: flags.has('\\Answered'),
    draft: flags.has('\\Draft'),
    body,
    attachments: attachments.map(toAttachment),
    warnings,
  };
}

function bodyOf(
  fetched: FetchedMessage,
  html: Sanitised | null,
  warnings: Warning[],
): { body: Body; attachments: Leaf[] } {
  const { parts } = fetched;
  const shown = new Set(html?.cids ?? []);
  // An inline picture that the HTML does not show is listed as an attachment.
  const attachments = [...parts.attachments, ...parts.inline.filter((leaf) => !shown.has(leaf.cid))];
  if (html) {
    for (const link of html.misleading.slice(0, 3)) warnings.push({ code: 'link-elsewhere', details: link });
    if (fetched.cut || html.cut) warnings.push({ code: 'cut', details: {} });
    return { body: { kind: 'html', plain: html.plain, blocked: html.blocked }, attachments };
  }
  if (!fetched.text?.trim()) return { body: { kind: 'none' }, attachments };
  const { blocks, cut } = readText(fetched.text, {
    flowed: parts.text?.flowed ?? false,
    delSp: parts.text?.delSp ?? false,
  });
  if (cut || fetched.cut) warnings.push({ code: 'cut', details: {} });
  return { body: { kind: 'text', blocks }, attachments };
}

/** Sanitises the HTML of a message, with or without remote pictures. */
export function render(
  actor: Actor,
  folder: string,
  uid: number,
  fetched: FetchedMessage,
  pictures: boolean,
): Sanitised | null {
  if (fetched.html === null) return null;
  const signInId = actor.signInId ?? '';
  const byCid = new Map(fetched.parts.inline.map((leaf) => [leaf.cid, leaf]));
  return sanitise(fetched.html, {
    cid: (id) => {
      const leaf = byCid.get(id);
      return leaf ? insidePicture(signInId, folder, uid, leaf.part) : null;
    },
    remote: (url) => (pictures ? remotePicture(signInId, url) : null),
  });
}
