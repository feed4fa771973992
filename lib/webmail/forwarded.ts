import type { Outgoing } from '@/lib/smtp';
import type { Actor } from '@/lib/tenancy';
import { partBytes } from './attachment';
import { toDocument } from './body-document';
import { type FetchedMessage, fetchMessage } from './fetch-message';
import { quotedText } from './quoted-text';
import { sanitiseHtml } from './rendering';
import type { Draft } from './shapes';

/**
 * A forwarded message with its formatting and the pictures inside it, below what was written above it. Null for plain
 * text, and where the writer has changed the quoted text, which the formatting would contradict. Remote pictures are
 * left out, as for every reader who has not asked for them.
 */
export async function forwardedHtml(
  actor: Actor,
  { about, text }: Draft,
  maxBytes: number,
): Promise<Pick<Outgoing, 'html' | 'pictures'> | null> {
  if (about?.kind !== 'forward') return null;
  const fetched = await fetchMessage(actor, about).catch(() => null);
  if (!fetched?.html) return null;
  const quoted = (await quotedText(actor, about, fetched)).trimEnd();
  const whole = text.replaceAll('\r\n', '\n').trimEnd();
  if (!quoted || !whole.endsWith(quoted)) return null;
  const inside = insidePictures(fetched);
  const clean = await sanitiseHtml(actor, fetched.html, { pictures: inside.addresses, remote: null });
  if (!clean || clean.cut) return null;
  const shown = inside.parts.filter(({ cid }) => clean.cids.includes(cid));
  const files = await partBytes(
    actor,
    about,
    shown.map(({ part }) => part),
    maxBytes,
  );
  const body = `<div style="white-space:pre-wrap">${escaped(whole.slice(0, -quoted.length))}</div>${clean.body}`;
  return {
    html: toDocument({ ...clean, body }, 'light'),
    pictures: files.map((file, index) => ({ ...file, cid: `${shown[index]?.part ?? ''}@forwarded` })),
  };
}

function insidePictures({ parts }: FetchedMessage) {
  const inside = parts.inline.filter(({ cid }) => cid);
  return {
    parts: inside,
    addresses: Object.fromEntries(inside.map(({ cid, part }) => [cid, `cid:${part}@forwarded`])),
  };
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
