import { mailHostName } from '@/lib/config';
import type { Actor } from '@/lib/tenancy';
import { cleanLine } from './clean';
import { type FetchedMessage, fetchMessage, type ReadAt } from './fetch-message';
import { toIso } from './list-messages';
import { people, senderWarnings } from './people';
import { insidePicture, remotePictures } from './picture-address';
import { type Rendered, readPlainText, readRoughText, sanitiseHtml, type Text } from './rendering';
import type { Body, Message, Warning } from './shapes';
import { type Leaf, toAttachment } from './structure';
import { isUnverified, readVerdict } from './verdict';

/** Reads a message for the page. This does not set \Seen: setFlag does. */
export async function readMessage(actor: Actor, at: ReadAt): Promise<Message> {
  const fetched = await fetchMessage(actor, at);
  const { head, parts } = fetched;
  const { envelope } = head;
  const from = people(envelope.from);
  const replyTo = people(envelope.replyTo);
  const warnings: Warning[] = senderWarnings(from[0], replyTo);
  const verdict = readVerdict(envelope.authenticationResults, mailHostName());
  if (verdict && isUnverified(verdict))
    warnings.push({ code: 'sender-unverified', details: { address: from[0]?.address ?? '' } });
  const html = await render(actor, at, fetched, false);
  const { body, attachments } = await bodyOf(actor, fetched, html, warnings);
  if (parts.cut) warnings.push({ code: 'many-parts', details: {} });
  const flags = head.flags ?? new Set<string>();
  const [sender] = people(envelope.sender);
  return {
    folder: at.folder,
    uid: at.uid,
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

async function bodyOf(
  actor: Actor,
  fetched: FetchedMessage,
  html: Rendered,
  warnings: Warning[],
): Promise<{ body: Body; attachments: Leaf[] }> {
  const { parts } = fetched;
  const shown = new Set(html?.cids ?? []);
  // An inline picture that the HTML does not show is listed as an attachment.
  const attachments = [...parts.attachments, ...parts.inline.filter((leaf) => !shown.has(leaf.cid))];
  if (html) {
    for (const link of html.misleading.slice(0, 3)) warnings.push({ code: 'link-elsewhere', details: link });
    if (fetched.cut || html.cut) warnings.push({ code: 'cut', details: {} });
    return { body: { kind: 'html', plain: html.plain, blocked: html.blocked }, attachments };
  }
  const { blocks, cut } = await textOf(actor, fetched);
  if (fetched.html) warnings.push({ code: 'too-complicated', details: {} });
  else if (cut || fetched.cut) warnings.push({ code: 'cut', details: {} });
  return { body: blocks.length > 0 ? { kind: 'text', blocks } : { kind: 'none' }, attachments };
}

/** The text of a message without HTML, or the words of HTML that is too complicated. */
async function textOf(actor: Actor, { html, text, parts }: FetchedMessage): Promise<Text> {
  if (html) return readRoughText(actor, html);
  if (!text) return { blocks: [], cut: false };
  return readPlainText(actor, text, { flowed: parts.text?.flowed ?? false, delSp: parts.text?.delSp ?? false });
}

/**
 * Sanitises the HTML of a message, with or without remote pictures. Null if it has none, or if it is too complicated.
 */
export function render(
  actor: Actor,
  { folder, uid }: ReadAt,
  fetched: FetchedMessage,
  pictures: boolean,
): Promise<Rendered> {
  const { html, parts, rendered } = fetched;
  if (html === null) return Promise.resolve(null);
  const found = rendered.get(pictures);
  if (found) return found;
  const signInId = actor.signInId ?? '';
  const at = { folder, uid, uidValidity: fetched.uidValidity };
  const started = sanitiseHtml(actor, html, {
    pictures: Object.fromEntries(parts.inline.map(({ cid, part }) => [cid, insidePicture(signInId, at, part)])),
    remote: pictures ? remotePictures(signInId) : null,
  });
  rendered.set(pictures, started);
  // A message that was refused because the pool is busy is tried again.
  started.catch(() => rendered.delete(pictures));
  return started;
}
