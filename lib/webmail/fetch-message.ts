import { Refusal } from '@/lib/errors';
import { type Head, inFolder } from '@/lib/imap';
import type { Actor } from '@/lib/tenancy';
import { decodeCharset, decodeTransfer } from './decode';
import { type Parts, readStructure } from './structure';

/** Encoded bytes that are fetched. maxHtml in sanitise/parse-cost.ts limits what is shown. */
const maxHtmlBytes = 1_200_000;
const maxTextBytes = 500_000;
/** A header of 64 kB holds 200 recipients and 50 Received lines. */
const maxHeaderBytes = 65_536;

/** The head, structure and text of a message. */
export interface FetchedMessage {
  head: Head & { header: Buffer };
  parts: Parts;
  uidValidity: string;
  html: string | null;
  text: string | null;
  cut: boolean;
}

/** Cache of one minute: the page requests a message, and its frame requests the same message again. */
const recent = new Map<string, { fetched: FetchedMessage; until: number; size: number }>();
const recentMs = 60_000;
const maxRecentBytes = 16 << 20;

export async function fetchMessage(actor: Actor, folder: string, uid: number): Promise<FetchedMessage> {
  const key = `${actor.signInId} ${uid} ${folder}`;
  const found = recent.get(key);
  if (found && found.until > Date.now()) return found.fetched;
  const fetched = await inFolder(actor, folder, async (open) => {
    const head = await open.head(uid, maxHeaderBytes);
    if (!head) throw new Refusal('not-found');
    const parts = readStructure(head.bodyStructure);
    const wanted = [
      ...(parts.html ? [{ part: parts.html.part, max: maxHtmlBytes }] : []),
      ...(parts.text && !parts.html ? [{ part: parts.text.part, max: maxTextBytes }] : []),
    ];
    const bytes = await open.parts(uid, wanted);
    const read = (leaf: Parts['html']) => {
      const raw = leaf ? bytes.get(leaf.part) : undefined;
      return leaf && raw ? decodeCharset(decodeTransfer(raw, leaf.encoding), leaf.charset) : null;
    };
    const html = read(parts.html);
    const text = parts.html ? null : read(parts.text);
    const cut = [...bytes].some(
      ([part, raw]) => raw.length >= (part === parts.html?.part ? maxHtmlBytes : maxTextBytes),
    );
    return { head, parts, uidValidity: open.uidValidity, html, text, cut };
  });
  remember(key, fetched);
  return fetched;
}

/** The text alternative of a message, for quoting. */
export async function fetchText(actor: Actor, folder: string, uid: number, parts: Parts): Promise<string | null> {
  const { text } = parts;
  if (!text) return null;
  const bytes = await inFolder(actor, folder, (open) => open.parts(uid, [{ part: text.part, max: maxTextBytes }]));
  const raw = bytes.get(text.part);
  return raw ? decodeCharset(decodeTransfer(raw, text.encoding), text.charset) : null;
}

/** Clears the cache of a sign-in, because flags changed. */
export function forgetMessages(actor: Actor): void {
  for (const key of recent.keys()) if (key.startsWith(`${actor.signInId} `)) recent.delete(key);
}

function remember(key: string, fetched: FetchedMessage): void {
  const now = Date.now();
  const size = 4000 + (fetched.html?.length ?? 0) * 2 + (fetched.text?.length ?? 0) * 2;
  let sum = size;
  for (const [other, entry] of [...recent].reverse()) {
    sum += entry.size;
    if (entry.until < now || sum > maxRecentBytes) recent.delete(other);
  }
  recent.delete(key);
  recent.set(key, { fetched, until: now + recentMs, size });
}
