/**
 * Encodes and decodes strings of ManageSieve (RFC 5804). Pure. User input is always sent as a literal, so it cannot
 * become a command.
 */
export type Word = { kind: 'string'; text: string } | { kind: 'atom'; text: string };
export type Line = Word[];

/** A non-synchronising literal (RFC 5804, 4): its length in bytes, then its bytes. */
export function literal(text: string): Buffer {
  const bytes = Buffer.from(text, 'utf8');
  return Buffer.concat([Buffer.from(`{${bytes.length}+}\r\n`), bytes]);
}

/**
 * Takes one line of an answer from the start of the received bytes. Returns its words and its length, or null if it is
 * incomplete. An invalid line, or one over the limit, is an error, and the connection cannot be used any more.
 */
export function takeLine(
  bytes: Buffer,
  { lineBytes, answerBytes }: { lineBytes: number; answerBytes: number },
): { words: Line; length: number } | null {
  const words: Line = [];
  let at = 0;
  // Bytes outside of literals.
  let plain = 0;
  for (;;) {
    if (at > answerBytes) throw new Error('answer too long');
    if (plain > lineBytes) throw new Error('line too long');
    const byte = bytes[at];
    if (byte === undefined) {
      if (bytes.length > answerBytes) throw new Error('answer too long');
      return null;
    }
    if (byte === 0x0d || byte === 0x0a) {
      if (byte === 0x0d && bytes[at + 1] === undefined) return null;
      return { words, length: at + (byte === 0x0d ? 2 : 1) };
    }
    if (byte === 0x20) {
      at += 1;
      plain += 1;
    } else if (byte === 0x22) {
      const end = quoteEnd(bytes, at + 1);
      if (end === -1) {
        if (bytes.length - at > lineBytes) throw new Error('line too long');
        return null;
      }
      const text = bytes.subarray(at + 1, end).toString('utf8');
      words.push({ kind: 'string', text: text.replace(/\\([\s\S])/g, '$1') });
      plain += end + 1 - at;
      at = end + 1;
    } else if (byte === 0x7b) {
      const head = /^\{(\d{1,10})\+?\}\r?\n/.exec(bytes.subarray(at, at + 20).toString('latin1'));
      if (!head) {
        if (bytes.length - at > 20) throw new Error('bad literal');
        return null;
      }
      const length = Number(head[1]);
      if (length > answerBytes) throw new Error('answer too long');
      const from = at + head[0].length;
      if (bytes.length < from + length) return null;
      words.push({ kind: 'string', text: bytes.subarray(from, from + length).toString('utf8') });
      at = from + length;
    } else {
      const end = atomEnd(bytes, at);
      words.push({ kind: 'atom', text: bytes.subarray(at, end).toString('latin1') });
      plain += end - at;
      at = end;
    }
  }
}

function quoteEnd(bytes: Buffer, from: number): number {
  for (let at = from; at < bytes.length; at += 1) {
    if (bytes[at] === 0x5c) at += 1;
    else if (bytes[at] === 0x22) return at;
  }
  return -1;
}

/** A response code in parentheses may contain spaces and strings. Only its first word is used. */
function atomEnd(bytes: Buffer, from: number): number {
  let at = from + 1;
  while (at < bytes.length && !' \r\n"{'.includes(String.fromCharCode(bytes[at] ?? 0))) at += 1;
  return at;
}
