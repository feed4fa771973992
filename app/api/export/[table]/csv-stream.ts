import { type CsvValue, csvLine } from '@/components/ui/csv';

/** A spreadsheet file that is written while it is read: a list of any length costs one page of memory. */
export function csvAnswer(name: string, header: string[], pages: AsyncIterable<CsvValue[][]>): Response {
  const encoder = new TextEncoder();
  const lines = write(header, pages);
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await lines.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await lines.return(undefined);
    },
  });
  return new Response(body, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${name}.csv"`,
      'Cache-Control': 'no-store',
    },
  });
}

async function* write(header: string[], pages: AsyncIterable<CsvValue[][]>): AsyncGenerator<string, undefined> {
  yield `\uFEFF${csvLine(header)}`;
  for await (const rows of pages) yield rows.map(csvLine).join('');
}
