import { Refusal } from '@/lib/errors';

/** Four times the size of 100,000 mailboxes with every column. */
const maxBytes = 32 * 1024 * 1024;
export const maxLines = 100_000;
/** No column is longer. Without a limit, a missing quote would consume the rest of the file. */
const maxCell = 2000;

/**
 * Parses CSV as written by spreadsheets: UTF-8 with or without a byte order mark, UTF-16 with one; commas, semicolons
 * or tabs; quoted cells with line breaks (RFC 4180). The file is read as a stream; `line` is the line where a record
 * starts. Exceeding a limit is refused, and nothing is truncated.
 */
export async function* readCsv(body: AsyncIterable<Uint8Array>): AsyncGenerator<{ line: number; cells: string[] }> {
  let cells: string[] = [];
  let cell = '';
  let quoted: 'no' | 'in' | 'closing' = 'no';
  let separator: string | null = null;
  let line = 1;
  let startedAt = 1;
  let records = 0;
  let after = '';
  const end = () => {
    cells.push(cell);
    const record = { line: startedAt, cells };
    [cells, cell, quoted] = [[], '', 'no'];
    if (record.cells.every((each) => each.trim() === '')) return null;
    records += 1;
    // The header is a record, too.
    if (records > maxLines + 1) throw new Refusal('too-large', { reason: 'csv-lines', most: maxLines });
    return record;
  };
  for await (const text of decoded(body)) {
    // The separator is detected from the first line, outside of quotes.
    separator ??= separatorOf(text);
    for (const char of text) {
      const broken = after === '\r' && char === '\n';
      after = char;
      if (char === '\r' || (char === '\n' && !broken)) line += 1;
      if (quoted === 'in') {
        if (char === '"') quoted = 'closing';
        else cell += char;
      } else if (quoted === 'closing' && char === '"') {
        cell += '"';
        quoted = 'in';
      } else if (char === '\n' && broken) {
        startedAt = line;
      } else if (char === '\r' || char === '\n') {
        const record = end();
        startedAt = line;
        if (record) yield record;
      } else if (char === separator) {
        cells.push(cell);
        [cell, quoted] = ['', 'no'];
      } else if (char === '"' && cell === '' && quoted === 'no') quoted = 'in';
      else cell += char;
      if (cell.length > maxCell) throw new Refusal('invalid', { reason: 'csv-cell', line: startedAt });
    }
  }
  if (quoted === 'in') throw new Refusal('invalid', { reason: 'csv-quote', line: startedAt });
  const record = cells.length > 0 || cell !== '' ? end() : null;
  if (record) yield record;
}

function separatorOf(text: string): string {
  const [first = ''] = text.replace(/"[^"]*"/g, '').split(/[\r\n]/, 1);
  const count = (char: string) => first.split(char).length - 1;
  return [';', '\t'].reduce((best, char) => (count(char) > count(best) ? char : best), ',');
}

async function* decoded(body: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let decoder: TextDecoder | null = null;
  let head = new Uint8Array();
  let bytes = 0;
  const open = () => {
    const name =
      head[0] === 0xff && head[1] === 0xfe ? 'utf-16le' : head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : 'utf-8';
    decoder = new TextDecoder(name, { fatal: true });
    return decoder;
  };
  const decode = (chunk: Uint8Array, stream: boolean) => {
    try {
      return (decoder ?? open()).decode(chunk, { stream });
    } catch {
      throw new Refusal('invalid', { reason: 'csv-encoding' });
    }
  };
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw new Refusal('too-large', { reason: 'csv-bytes', most: maxBytes / 2 ** 20 });
    if (!decoder) {
      head = Uint8Array.from([...head, ...chunk]);
      // The first line must be complete, to detect its separator.
      if (head.length < 4096) continue;
      yield decode(head, true);
    } else yield decode(chunk, true);
  }
  yield decoder ? decode(new Uint8Array(), false) : decode(head, false);
}
