import { Refusal } from '@/lib/errors';
import { type Head, inFolder, type OpenFolder, StructureTooLarge } from '@/lib/imap';
import type { Actor } from '@/lib/tenancy';
import { type Encoded, limits, type Rendered, readSource } from './rendering';
import type { MessageAt } from './requests';
import { type Leaf, type Parts, readStructure } from './structure';

/** Encoded bytes that are fetched. maxHtml in sanitise/parse-cost.ts limits what is shown. */
const maxHtmlBytes = 1_200_000;
const maxTextBytes = 500_000;
/** A header of 64 kB holds 200 recipients and 50 Received lines. */
const maxHeaderBytes = 65_536;

/** The head, structure and text of a message. The text is not decoded: that is done outside the event loop. */
export interface FetchedMessage {
  head: Head;
  parts: Parts;
  uidValidity: string;
  html: Encoded | null;
  text: Encoded | null;
  cut: boolean;
  /** What may be shown of it, once it was asked for: without remote pictures, and with them. */
  rendered: Map<boolean, Promise<Rendered>>;
}

/** Cache of one minute: the page requests a message, and its frame requests the same message again. */
const recent = new Map<string, { fetched: FetchedMessage; until: number; size: number }>();
const recentMs = 60_000;
const maxRecentBytes = 32 << 20;
/** The text as bytes, and the markup that may be shown of it with and without pictures. */
const bytesInCache = 5;

/** A message in a folder, and in which one of that name if the reader knows. */
export type ReadAt = Omit<MessageAt, 'uidValidity'> & { uidValidity?: string | undefined };

export async function fetchMessage(actor: Actor, at: ReadAt): Promise<FetchedMessage> {
  const key = `${actor.signInId} ${at.uid} ${at.uidValidity ?? ''} ${at.folder}`;
  const found = recent.get(key);
  if (found && found.until > Date.now()) return found.fetched;
  const fetched = await fetchParts(actor, at).catch((error: unknown) => {
    if (error instanceof StructureTooLarge) return fetchStart(actor, at);
    throw error;
  });
  remember(key, fetched);
  return fetched;
}

/** The text parts that its structure names. */
function fetchParts(actor: Actor, { folder, uid, uidValidity }: ReadAt): Promise<FetchedMessage> {
  const fetch = async (open: OpenFolder) => {
    const head = await open.head(uid, maxHeaderBytes);
    if (!head) throw new Refusal('not-found');
    const parts = readStructure(await open.structure(uid));
    const { html } = parts;
    const text = html ? null : parts.text;
    const bytes = await open.parts(uid, [
      ...(html ? [{ part: html.part, max: maxHtmlBytes }] : []),
      ...(text ? [{ part: text.part, max: maxTextBytes }] : []),
    ]);
    const cut = [...bytes].some(([part, raw]) => raw.length >= (part === html?.part ? maxHtmlBytes : maxTextBytes));
    return {
      head,
      parts,
      uidValidity: open.uidValidity,
      html: encoded(html, bytes),
      text: encoded(text, bytes),
      cut,
      rendered: new Map(),
    };
  };
  return inFolder(actor, folder, fetch, { uidValidity });
}

/** A message with thousands of parts, of which the mail server cannot tell some: its text, from its first bytes. */
async function fetchStart(actor: Actor, { folder, uid, uidValidity }: ReadAt): Promise<FetchedMessage> {
  const fetch = async (open: OpenFolder) => ({
    head: await open.head(uid, maxHeaderBytes),
    raw: await open.source(uid, limits.maxSourceBytes),
    uidValidity: open.uidValidity,
  });
  const { head, raw, uidValidity: found } = await inFolder(actor, folder, fetch, { uidValidity });
  if (!head || !raw) throw new Refusal('not-found');
  const source = await readSource(actor, raw);
  const decoded = (text: string | null): Encoded | null =>
    text === null ? null : { bytes: Buffer.from(text), encoding: '8bit', charset: 'utf-8' };
  return {
    head,
    parts: { html: null, text: null, inline: [], attachments: [], cut: true },
    uidValidity: found,
    html: decoded(source.html),
    text: source.html === null ? decoded(source.text) : null,
    cut: false,
    rendered: new Map(),
  };
}

/** The text alternative of a message, for quoting. */
export async function fetchText(actor: Actor, at: MessageAt, parts: Parts): Promise<Encoded | null> {
  const { text } = parts;
  if (!text) return null;
  const wanted = [{ part: text.part, max: maxTextBytes }];
  const bytes = await inFolder(actor, at.folder, (open) => open.parts(at.uid, wanted), at);
  return encoded(text, bytes);
}

function encoded(leaf: Leaf | null, bytes: Map<string, Buffer>): Encoded | null {
  const raw = leaf ? bytes.get(leaf.part) : undefined;
  return leaf && raw ? { bytes: raw, encoding: leaf.encoding, charset: leaf.charset } : null;
}

/** Clears the cache of a sign-in, because flags changed. */
export function forgetMessages(actor: Actor): void {
  for (const key of recent.keys()) if (key.startsWith(`${actor.signInId} `)) recent.delete(key);
}

function remember(key: string, fetched: FetchedMessage): void {
  const now = Date.now();
  const size = 4000 + ((fetched.html?.bytes.length ?? 0) + (fetched.text?.bytes.length ?? 0)) * bytesInCache;
  let sum = size;
  for (const [other, entry] of [...recent].reverse()) {
    sum += entry.size;
    if (entry.until < now || sum > maxRecentBytes) recent.delete(other);
  }
  recent.delete(key);
  recent.set(key, { fetched, until: now + recentMs, size });
}
