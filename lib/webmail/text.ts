import { cleanBody } from './clean';
import type { Segment, TextBlock } from './shapes';

/** Further lines are not shown. The message can be downloaded. */
const maxLines = 20_000;
/** Further addresses are text: the panel's event loop passes on each line and link, which takes 1 µs. */
const maxLinks = 2000;

/**
 * Converts plain text to lines of segments. The page creates text nodes and links from them, so nothing needs to be
 * escaped. CVE-2020-35730 and CVE-2023-43770 were faults of linkifiers that wrote HTML.
 */
export function readText(raw: string, { flowed = false, delSp = false } = {}): { blocks: TextBlock[]; cut: boolean } {
  const all = cleanBody(raw).split('\n');
  const cut = all.length > maxLines;
  const lines = (cut ? all.slice(0, maxLines) : all).map(quoted);
  const joined = flowed ? unflow(lines, delSp) : lines;
  while (joined.length && joined.at(-1)?.text.trim() === '') joined.pop();
  const blocks: TextBlock[] = [];
  let links = 0;
  for (const { depth, text } of joined) {
    const last = blocks.at(-1);
    const segments = linkify(text, maxLinks - links);
    links += segments.filter(({ href }) => href).length;
    if (last && last.depth === depth) last.lines.push(segments);
    else blocks.push({ depth, lines: [segments] });
  }
  return { blocks, cut };
}

interface Line {
  depth: number;
  text: string;
}

function quoted(line: string): Line {
  const prefix = /^(?:> ?)+/.exec(line.slice(0, 200))?.[0] ?? '';
  return { depth: Math.min(10, prefix.replaceAll(' ', '').length), text: line.slice(prefix.length) };
}

/** Joins a line that ends in a space with the next one (RFC 3676), except the signature separator. */
function unflow(lines: Line[], delSp: boolean): Line[] {
  const out: Line[] = [];
  let open = false;
  for (const line of lines) {
    const text = line.text.startsWith(' ') ? line.text.slice(1) : line.text;
    const last = out.at(-1);
    if (open && last && last.depth === line.depth && text !== '-- ') last.text += text;
    else out.push({ depth: line.depth, text });
    open = text.endsWith(' ') && text !== '-- ';
    const now = out.at(-1);
    if (open && delSp && now) now.text = now.text.slice(0, -1);
  }
  return out;
}

// Each alternative is bounded, so that no line can make this slow.
const link =
  /\bhttps?:\/\/[^\s<>"'`]{1,2000}|\bwww\.[^\s<>"'`]{1,500}|\bmailto:[^\s<>"'`]{3,320}|[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}/gi;

export function linkify(text: string, maxLinked = maxLinks): Segment[] {
  const line = text.slice(0, 20_000);
  const out: Segment[] = [];
  let at = 0;
  let links = 0;
  for (const match of line.matchAll(link)) {
    if (links >= maxLinked) break;
    // Punctuation after an address belongs to the sentence.
    let word = match[0].replace(/[.,;:!?…»"')\]}>]+$/u, '');
    if (match[0].includes('(') && match[0].startsWith(`${word})`)) word += ')';
    const href = target(word);
    if (!href) continue;
    if (match.index > at) out.push({ text: line.slice(at, match.index) });
    out.push({ text: word, href });
    links += 1;
    at = match.index + word.length;
  }
  if (at < text.length) out.push({ text: text.slice(at) });
  return out;
}

/** The target of a word, or null: only valid http, https and mailto URLs. */
export function target(word: string): string | null {
  const mail = /^[^\s@:/]+@[^\s@:/]+$/.test(word);
  const text = mail ? `mailto:${word}` : /^www\./i.test(word) ? `https://${word}` : word;
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.protocol === 'mailto:') return url.href;
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null;
  // "https://bank.example@evil.example/" is misleading.
  if (url.username || url.password) return null;
  return url.href;
}
