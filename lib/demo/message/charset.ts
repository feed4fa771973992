/** Legacy character sets of mail clients, built from the decoders of the platform. */

export type Charset =
  | 'us-ascii'
  | 'utf-8'
  | 'iso-8859-1'
  | 'iso-8859-2'
  | 'iso-8859-7'
  | 'windows-1252'
  | 'windows-1256'
  | 'koi8-u'
  | 'iso-2022-jp';

const tables = new Map<Charset, Map<string, number[]>>();

function singleByteTable(charset: Charset): Map<string, number[]> {
  // The platform decodes ISO-8859-1 as windows-1252 (WHATWG), unlike mail clients.
  if (charset === 'iso-8859-1')
    return new Map(Array.from({ length: 96 }, (_, n) => [String.fromCharCode(160 + n), [160 + n]]));
  const decoder = new TextDecoder(charset);
  const table = new Map<string, number[]>();
  for (let byte = 0; byte < 256; byte++) {
    const character = decoder.decode(Uint8Array.of(byte));
    if (character !== '\ufffd' && !table.has(character)) table.set(character, [byte]);
  }
  return table;
}

/** JIS X 0208: 94 rows of 94 cells (RFC 1468). */
function japaneseTable(): Map<string, number[]> {
  const decoder = new TextDecoder('iso-2022-jp');
  const table = new Map<string, number[]>();
  for (let row = 0x21; row <= 0x7e; row++) {
    for (let cell = 0x21; cell <= 0x7e; cell++) {
      const character = decoder.decode(Uint8Array.of(0x1b, 0x24, 0x42, row, cell, 0x1b, 0x28, 0x42));
      if (character.length > 0 && !character.includes('\ufffd') && !table.has(character))
        table.set(character, [row, cell]);
    }
  }
  return table;
}

function tableOf(charset: Charset): Map<string, number[]> {
  let table = tables.get(charset);
  if (!table) {
    table = charset === 'iso-2022-jp' ? japaneseTable() : singleByteTable(charset);
    tables.set(charset, table);
  }
  return table;
}

/** Whether the character set has every character of the text. */
export function fits(text: string, charset: Charset): boolean {
  if (charset === 'utf-8') return true;
  const ascii = (character: string) => (character.codePointAt(0) ?? 0) < 128;
  const table = charset === 'us-ascii' ? new Map() : tableOf(charset);
  return [...text].every((character) => ascii(character) || table.has(character));
}

/** Encodes the text. The caller must check `fits` first. */
export function encodeText(text: string, charset: Charset): Buffer {
  if (charset === 'utf-8' || charset === 'us-ascii') return Buffer.from(text, 'utf8');
  const table = tableOf(charset);
  const bytes: number[] = [];
  let double = false;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 128) {
      if (double) bytes.push(0x1b, 0x28, 0x42);
      double = false;
      bytes.push(code);
      continue;
    }
    const encoded = table.get(character);
    if (!encoded) throw new Error(`${charset} has no ${character}`);
    if (charset === 'iso-2022-jp' && !double) {
      bytes.push(0x1b, 0x24, 0x42);
      double = true;
    }
    bytes.push(...encoded);
  }
  if (double) bytes.push(0x1b, 0x28, 0x42);
  return Buffer.from(bytes);
}
