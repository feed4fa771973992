import { PassThrough, Transform } from 'node:stream';

/** Decodes transfer encodings and charsets. Invalid input never throws: the result is always text. */

export function decodeTransfer(raw: Buffer, encoding: string | undefined): Buffer {
  switch ((encoding ?? '').toLowerCase().trim()) {
    case 'base64':
      // Node skips invalid characters and drops an incomplete group at the end.
      return Buffer.from(raw.toString('latin1').replace(/[^A-Za-z0-9+/]/g, ''), 'base64');
    case 'quoted-printable':
      return quotedPrintable(raw);
    default:
      return raw;
  }
}

/** Decodes a transfer encoding piece by piece. */
export function transferDecoder(encoding: string): Transform {
  const name = encoding.toLowerCase().trim();
  const complete = { base64: completeGroups, 'quoted-printable': completeLines }[name];
  if (!complete) return new PassThrough();
  let rest: Buffer = Buffer.alloc(0);
  return new Transform({
    transform(piece: Buffer, _, done) {
      const raw = name === 'base64' ? base64Only(piece) : piece;
      const all = rest.length ? Buffer.concat([rest, raw]) : raw;
      const end = complete(all);
      rest = all.subarray(end);
      done(null, decodeTransfer(all.subarray(0, end), name));
    },
    flush(done) {
      done(null, decodeTransfer(rest, name));
    },
  });
}

/** Only the characters of base64, of which four make a group. */
function base64Only(raw: Buffer): Buffer {
  return Buffer.from(raw.toString('latin1').replace(/[^A-Za-z0-9+/]/g, ''), 'latin1');
}

function completeGroups(raw: Buffer): number {
  return raw.length - (raw.length % 4);
}

/** RFC 2045 limits a line to 76 characters. Of a line beyond this, the part before its last "=" is decoded. */
const maxLineBytes = 65_536;

function completeLines(raw: Buffer): number {
  const end = raw.lastIndexOf(0x0a) + 1;
  if (raw.length - end <= maxLineBytes) return end;
  const last = raw.lastIndexOf(0x3d);
  return last >= raw.length - 3 ? last : raw.length;
}

const hex = /^[0-9A-Fa-f]{2}$/;

function quotedPrintable(raw: Buffer): Buffer {
  const text = raw
    .toString('latin1')
    // The first group keeps this linear. Without it, a match would be attempted at each space of a long run.
    .replace(/(^|[^ \t])[ \t]+(?=\r?\n)/g, '$1')
    .replace(/=\r?\n/g, '');
  const out = Buffer.alloc(text.length);
  let n = 0;
  for (let i = 0; i < text.length; i += 1) {
    const pair = text.slice(i + 1, i + 3);
    if (text[i] === '=' && hex.test(pair)) {
      out[n++] = Number.parseInt(pair, 16);
      i += 2;
    } else out[n++] = text.charCodeAt(i);
  }
  return out.subarray(0, n);
}

/** Names used in mail that the Encoding Standard does not define. */
const aliases: Record<string, string> = {
  'cp-850': 'windows-1252',
  'ansi_x3.110-1983': 'windows-1252',
  'utf-8mb4': 'utf-8',
  utf8mb4: 'utf-8',
  unicode: 'utf-16le',
  'unicode-1-1-utf-7': 'utf-8',
  'utf-7': 'utf-8',
  'x-unknown': '',
  'unknown-8bit': '',
  default: '',
  none: '',
};

export function decodeCharset(bytes: Buffer, charset: string | undefined): string {
  const name = (charset ?? '')
    .toLowerCase()
    .trim()
    .replace(/^["']|["']$/g, '')
    .slice(0, 40);
  const known = aliases[name] ?? name;
  if (!known || known === 'us-ascii' || known === 'ascii' || known === 'utf-8' || known === 'utf8') return guess(bytes);
  try {
    return new TextDecoder(known).decode(bytes);
  } catch {
    return guess(bytes);
  }
}

/** Decodes valid UTF-8 as such, and all else as Windows-1252, which has a character for every byte. */
function guess(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const loose = new TextDecoder('utf-8').decode(bytes);
    // In a long message, one or two invalid bytes are a sequence that was cut at the limit, not another charset.
    const bad = loose.split('\ufffd').length - 1;
    return bad <= 2 && loose.length > 200 ? loose : new TextDecoder('windows-1252').decode(bytes);
  }
}
