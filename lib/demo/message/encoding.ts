import { type Charset, encodeText, fits } from './charset';

/** RFC 2045, 6.7: lines of at most 76 characters. */
export function quotedPrintable(bytes: Buffer): string {
  const lines: string[] = [];
  let line = '';
  const push = (piece: string) => {
    if (line.length + piece.length > 75) {
      lines.push(`${line}=`);
      line = '';
    }
    line += piece;
  };
  const hex = (byte: number) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    const last =
      at + 1 === bytes.length || bytes[at + 1] === 0x0a || (bytes[at + 1] === 0x0d && bytes[at + 2] === 0x0a);
    if (byte === 0x0d && bytes[at + 1] === 0x0a) continue;
    if (byte === 0x0a) {
      lines.push(line);
      line = '';
    } else if ((byte === 0x20 || byte === 0x09) && last) push(hex(byte));
    else if ((byte >= 33 && byte <= 126 && byte !== 61) || byte === 0x20 || byte === 0x09)
      push(String.fromCharCode(byte));
    else push(hex(byte));
  }
  lines.push(line);
  return lines.join('\r\n');
}

/** RFC 2045, 6.8. */
export function base64Lines(bytes: Buffer): string {
  return bytes.toString('base64').replace(/.{76}(?=.)/g, '$&\r\n');
}

/** RFC 2047, 2: a line with an encoded word has at most 76 characters, including the name of the field. */
const longestWord = 62;

function encodedWord(text: string, charset: Charset, asBase64: boolean): string {
  const bytes = encodeText(text, charset);
  if (asBase64) return `=?${charset.toUpperCase()}?B?${bytes.toString('base64')}?=`;
  let body = '';
  for (const byte of bytes) {
    if (byte === 0x20) body += '_';
    else if (/[A-Za-z0-9!*+/-]/.test(String.fromCharCode(byte))) body += String.fromCharCode(byte);
    else body += `=${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return `=?${charset.toUpperCase()}?Q?${body}?=`;
}

/** Unchanged if it is ASCII, else as encoded words, without splitting a character. */
export function encodedWords(text: string, wanted: Charset = 'utf-8'): string[] {
  if (fits(text, 'us-ascii') && !text.includes('=?')) return text.split(' ');
  const charset = fits(text, wanted) ? wanted : 'utf-8';
  const foreign = [...text].filter((character) => (character.codePointAt(0) ?? 0) > 127).length;
  const asBase64 = charset === 'iso-2022-jp' || foreign * 3 > text.length;
  const words: string[] = [];
  let piece = '';
  for (const character of text) {
    if (encodedWord(piece + character, charset, asBase64).length > longestWord) {
      words.push(encodedWord(piece, charset, asBase64));
      piece = '';
    }
    piece += character;
  }
  words.push(encodedWord(piece, charset, asBase64));
  return words;
}

/** A header field from words, folded at 76 characters (RFC 5322, 2.1.1 allows 78). */
export function headerField(name: string, words: readonly string[]): string {
  let line = `${name}:`;
  const lines: string[] = [];
  for (const word of words) {
    if (line.length + 1 + word.length > 76 && line.trim() !== '' && line !== `${name}:`) {
      lines.push(line);
      line = '';
    }
    line += ` ${word}`;
  }
  lines.push(line);
  return lines.join('\r\n');
}
