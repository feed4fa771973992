import type { Structure } from '@/lib/imap';
import { cleanFileName } from './clean';
import type { Attachment } from './shapes';

/** A leaf of the MIME tree. */
export interface Leaf {
  part: string;
  type: string;
  encoding: string;
  charset: string;
  flowed: boolean;
  delSp: boolean;
  size: number;
  name: string;
  cid: string;
}

export interface Parts {
  html: Leaf | null;
  text: Leaf | null;
  /** Images that the HTML may show by Content-ID. */
  inline: Leaf[];
  attachments: Leaf[];
  /** True if the message exceeds the limits for parts or depth. */
  cut: boolean;
}

/** A legitimate message has a few dozen parts and five levels. A malicious one may have thousands. */
const maxParts = 300;
const maxDepth = 20;

/** Finds the text, the inline pictures and the attachments of a message. Pure. */
export function readStructure(root: Structure | undefined): Parts {
  const parts: Parts = { html: null, text: null, inline: [], attachments: [], cut: false };
  if (root) walk(root, parts, 0, { count: 0 }, false, true);
  return parts;
}

function walk(
  node: Structure,
  parts: Parts,
  depth: number,
  seen: { count: number },
  related: boolean,
  first: boolean,
): void {
  if (seen.count >= maxParts || depth > maxDepth) {
    parts.cut = true;
    return;
  }
  const type = node.type.toLowerCase();
  if (type.startsWith('multipart/')) {
    const children = node.childNodes ?? [];
    const inside = related || type === 'multipart/related';
    for (const [index, child] of children.entries()) {
      // In multipart/mixed, only the first part is the text. Later parts are attachments or the footer of a mailing
      // list.
      const lead = first && (type === 'multipart/alternative' || index === 0 || !(parts.html || parts.text));
      walk(child, parts, depth + 1, seen, inside, lead);
    }
    return;
  }
  seen.count += 1;
  const leaf = toLeaf(node, type, parts.attachments.length + parts.inline.length + 1);
  const attached = node.disposition?.toLowerCase() === 'attachment';
  if (first && !attached && type === 'text/html' && !parts.html) parts.html = leaf;
  else if (first && !attached && type === 'text/plain' && !parts.text) parts.text = leaf;
  else if (leaf.cid && type.startsWith('image/') && (related || !attached)) parts.inline.push(leaf);
  else parts.attachments.push(leaf);
}

function toLeaf(node: Structure, type: string, number: number): Leaf {
  const parameters = node.parameters ?? {};
  const name = node.dispositionParameters?.filename ?? parameters.name;
  return {
    part: node.part ?? '1',
    type: /^[a-z0-9!#$&^_.+-]{1,60}\/[a-z0-9!#$&^_.+-]{1,80}$/.test(type) ? type : 'application/octet-stream',
    encoding: node.encoding ?? '7bit',
    charset: parameters.charset ?? '',
    flowed: parameters.format?.toLowerCase() === 'flowed',
    delSp: parameters.delsp?.toLowerCase() === 'yes',
    size: decodedSize(node.size ?? 0, node.encoding),
    name: cleanFileName(name, nameFor(type, node, number)),
    cid: (node.id ?? '').replace(/^<|>$/g, '').slice(0, 250),
  };
}

function nameFor(type: string, node: Structure, number: number): string {
  if (type === 'message/rfc822') return `${cleanFileName(node.envelope?.subject, 'message')}.eml`;
  const known: Record<string, string> = {
    'text/plain': 'txt',
    'text/html': 'html',
    'text/calendar': 'ics',
    'image/jpeg': 'jpg',
  };
  const ending =
    known[type] ??
    type
      .split('/')[1]
      ?.replace(/[^a-z0-9]/g, '')
      .slice(0, 8) ??
    'bin';
  return `part-${number}.${ending || 'bin'}`;
}

function decodedSize(size: number, encoding: string | undefined): number {
  return encoding?.toLowerCase() === 'base64' ? Math.floor((size / 78) * 57) : size;
}

export function toAttachment({ part, name, type, size }: Leaf): Attachment {
  return { part, name, type, size };
}
