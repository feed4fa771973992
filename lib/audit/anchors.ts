import { createHash, type KeyObject, sign, verify } from 'node:crypto';

/**
 * What the audit was at a moment, kept where the database cannot reach it. Whoever owns the database can rewrite entries
 * and compute the chain anew, but not these lines: they are signed with a key that the agent alone holds, and each
 * carries the digest of the line before.
 */
export interface Anchor {
  at: string;
  /** Numbers of the first and the last entry that this line is for. */
  from: number;
  to: number;
  /** The hash of the last entry, which stands for all before it. */
  hash: string;
  /** The first digits of the hash of each entry from `from` to `to`, which name the first entry that is wrong. */
  digits: string;
  /** SHA-256 of the line before, empty in the first. */
  previous: string;
  /** Ed25519 over the other fields, base64url. */
  signature: string;
}

/** Digits of each hash: a changed entry has the same by chance once in 2^64. */
export const digitsOfEach = 16;

const lineDigest = (line: string) => createHash('sha256').update(line).digest('hex');

function signedText({ at, from, to, hash, digits, previous }: Omit<Anchor, 'signature'>): Buffer {
  return Buffer.from(JSON.stringify([at, from, to, hash, digits, previous]));
}

/** One line, without its end. `hashes` are those of all entries since the line before, the oldest first. */
export function anchorLine(
  { at, from, hashes, lineBefore }: { at: Date; from: number; hashes: readonly string[]; lineBefore: string },
  key: KeyObject,
): string {
  const body = {
    at: at.toISOString(),
    from,
    to: from + hashes.length - 1,
    hash: hashes.at(-1) ?? '',
    digits: hashes.map((hash) => hash.slice(0, digitsOfEach)).join(''),
    previous: lineBefore ? lineDigest(lineBefore) : '',
  };
  return JSON.stringify({ ...body, signature: sign(null, signedText(body), key).toString('base64url') });
}

export interface AnchorFile {
  anchors: Anchor[];
  /** The number of the first line that is not ours or does not follow the one before; null if all do. */
  wrongLine: number | null;
}

/** Reads a whole file of lines. A last line without its end was being written when the machine stopped. */
export function readAnchors(text: string, key: KeyObject): AnchorFile {
  const lines = text.split('\n').slice(0, -1);
  const anchors: Anchor[] = [];
  for (const [index, line] of lines.entries()) {
    const anchor = parse(line);
    const before = index > 0 ? lineDigest(lines[index - 1] ?? '') : '';
    if (!anchor || anchor.previous !== before || !isSigned(anchor, key)) return { anchors, wrongLine: index + 1 };
    anchors.push(anchor);
  }
  return { anchors, wrongLine: null };
}

/** The anchors in a copy that went elsewhere, such as a log of the system: each counts by itself. */
export function readCopies(text: string, key: KeyObject): Anchor[] {
  return text.split('\n').flatMap((line) => {
    const anchor = parse(/\{"at".*\}/.exec(line)?.[0] ?? '');
    return anchor && isSigned(anchor, key) ? [anchor] : [];
  });
}

function parse(line: string): Anchor | null {
  try {
    const read = JSON.parse(line) as Anchor;
    return typeof read.signature === 'string' && Number.isSafeInteger(read.from) ? read : null;
  } catch {
    return null;
  }
}

const isSigned = (anchor: Anchor, key: KeyObject) =>
  verify(null, signedText(anchor), key, Buffer.from(anchor.signature, 'base64url'));

/**
 * The first entry that is not what an anchor says, or null. `hashOf` gives the hash that the database has for an entry,
 * undefined for one that it does not have.
 */
export function firstWrongEntry(
  anchors: readonly Anchor[],
  hashOf: (seq: number) => string | undefined,
): { seq: number; missing: boolean; at: string } | null {
  let first: { seq: number; missing: boolean; at: string } | null = null;
  for (const { from, to, hash, digits, at } of anchors) {
    for (let seq = from; seq <= to; seq += 1) {
      if (first && first.seq <= seq) break;
      const found = hashOf(seq);
      const wanted = digits.slice((seq - from) * digitsOfEach, (seq - from + 1) * digitsOfEach);
      if (found?.startsWith(wanted) && (seq < to || found === hash)) continue;
      first = { seq, missing: found === undefined, at };
      break;
    }
  }
  return first;
}
