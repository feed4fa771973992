import { type CsvValue, csvLine, headOfCsv } from './csv';

/** The name of each column and its value for a row, in the order of the file. */
export type CsvColumns<Row> = Record<string, (row: Row) => CsvValue>;

/** The rows, read one page at a time. */
type Pages<Row> = AsyncIterable<Row[]> | Iterable<Row[]>;

/** A spreadsheet file with a line for each row. */
export function csvDownload<Row>(name: string, columns: CsvColumns<Row>, pages: Pages<Row>): Promise<Response> {
  const values = Object.values(columns);
  const line = (row: Row) => csvLine(values.map((value) => value(row)));
  const file = { name: `${name}.csv`, type: 'text/csv; charset=utf-8', head: headOfCsv(Object.keys(columns)) };
  return download(file, pages, line);
}

/** One JSON object per line, for programs. Values are not escaped for spreadsheets. */
export function jsonLinesDownload<Row>(
  name: string,
  pages: Pages<Row>,
  type = 'application/jsonl; charset=utf-8',
): Promise<Response> {
  return download({ name: `${name}.jsonl`, type, head: '' }, pages, (row) => `${JSON.stringify(row)}\n`);
}

/**
 * A file that is written while it is read. A page is read after the previous one was sent, so a list of any length
 * needs the memory of one page. The first page is read before the response starts, so that a refusal still has its own
 * status.
 */
async function download<Row>(
  { name, type, head }: { name: string; type: string; head: string },
  pages: Pages<Row>,
  line: (row: Row) => string,
): Promise<Response> {
  const texts = textsOf(pages, line);
  const first = await texts.next();
  const encoder = new TextEncoder();
  let next: string | null = head + (first.value ?? '');
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (next === null) return controller.close();
      controller.enqueue(encoder.encode(next));
      next = (await texts.next()).value ?? null;
    },
    async cancel() {
      await texts.return(undefined);
    },
  });
  return new Response(body, {
    headers: {
      'Content-Type': type,
      'Content-Disposition': `attachment; filename="${name}"`,
      'Cache-Control': 'no-store',
    },
  });
}

async function* textsOf<Row>(pages: Pages<Row>, line: (row: Row) => string): AsyncGenerator<string, undefined> {
  for await (const rows of pages) yield rows.map(line).join('');
}
