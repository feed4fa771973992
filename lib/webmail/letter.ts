import { Refusal } from '@/lib/errors';
import { type Head, inFolder } from '@/lib/imap';
import type { Actor } from '@/lib/tenancy';
import { decodeCharset, decodeTransfer } from './decode';
import { type Parts, readStructure } from './structure';

/** Encoded bytes fetched of a letter's own text; see maxHtml in sanitise/parse-cost.ts for what is shown of it. */
const htmlBytes = 1_200_000;
const textBytes = 500_000;
/** A header of 64 kB holds 200 recipients and 50 Received lines. */
const headerBytes = 65_536;

/** A message as it was fetched: head, structure, and the text of the letter. */
export interface Letter {
  head: Head & { header: Buffer };
  parts: Parts;
  uidValidity: string;
  html: string | null;
  text: string | null;
  cut: boolean;
}

/** The page asks for a message, and its frame for the same a moment later: the letters of the last minute are kept. */
const kept = new Map<string, { letter: Letter; until: number; size: number }>();
const keptMs = 60_000;
const keptBytes = 16 << 20;

export async function fetchLetter(actor: Actor, folder: string, uid: number): Promise<Letter> {
  const key = `${actor.signInId} ${uid} ${folder}`;
  const found = kept.get(key);
  if (found && found.until > Date.now()) return found.letter;
  const letter = await inFolder(actor, folder, async (open) => {
    const head = await open.head(uid, headerBytes);
    if (!head) throw new Refusal('not-found');
    const parts = readStructure(head.bodyStructure);
    const wanted = [
      ...(parts.html ? [{ part: parts.html.part, max: htmlBytes }] : []),
      ...(parts.text && !parts.html ? [{ part: parts.text.part, max: textBytes }] : []),
    ];
    const bytes = await open.parts(uid, wanted);
    const read = (leaf: Parts['html']) => {
      const raw = leaf ? bytes.get(leaf.part) : undefined;
      return leaf && raw ? decodeCharset(decodeTransfer(raw, leaf.encoding), leaf.charset) : null;
    };
    const html = read(parts.html);
    const text = parts.html ? null : read(parts.text);
    const cut = [...bytes].some(([part, raw]) => raw.length >= (part === parts.html?.part ? htmlBytes : textBytes));
    return { head, parts, uidValidity: open.uidValidity, html, text, cut };
  });
  remember(key, letter);
  return letter;
}

/** The text alternative of a letter, for quoting. */
export async function fetchText(actor: Actor, folder: string, uid: number, parts: Parts): Promise<string | null> {
  const { text } = parts;
  if (!text) return null;
  const bytes = await inFolder(actor, folder, (open) => open.parts(uid, [{ part: text.part, max: textBytes }]));
  const raw = bytes.get(text.part);
  return raw ? decodeCharset(decodeTransfer(raw, text.encoding), text.charset) : null;
}

/** Flags change: what is kept must not bring an old state back. */
export function forgetLetters(actor: Actor): void {
  for (const key of kept.keys()) if (key.startsWith(`${actor.signInId} `)) kept.delete(key);
}

function remember(key: string, letter: Letter): void {
  const now = Date.now();
  const size = 4000 + (letter.html?.length ?? 0) * 2 + (letter.text?.length ?? 0) * 2;
  let sum = size;
  for (const [other, entry] of [...kept].reverse()) {
    sum += entry.size;
    if (entry.until < now || sum > keptBytes) kept.delete(other);
  }
  kept.delete(key);
  kept.set(key, { letter, until: now + keptMs, size });
}
