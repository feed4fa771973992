import { describe, expect, it } from 'vitest';
import { csvDownload, jsonLinesDownload } from './download';

interface Row {
  name: string;
  size: number | null;
}
const columns = { name: (row: Row) => row.name, size: (row: Row) => row.size };

/** Counts the pages that were read. */
function pagesOf(pages: Row[][]) {
  const seen = { read: 0, ended: false };
  async function* all() {
    try {
      for (const page of pages) {
        seen.read += 1;
        yield page;
      }
    } finally {
      seen.ended = true;
    }
  }
  return { seen, pages: all() };
}

/** Decodes the bytes as UTF-8. Reading a response as text would drop the byte order mark. */
const textOf = async (response: Response) => Buffer.from(await response.arrayBuffer()).toString('utf8');

describe('a download', () => {
  it('has the byte order mark, the headings and every page', async () => {
    const { pages } = pagesOf([[{ name: 'a', size: 1 }], [], [{ name: '=b', size: null }]]);
    const response = await csvDownload('list', columns, pages);
    expect(response.headers.get('Content-Disposition')).toBe('attachment; filename="list.csv"');
    expect(response.headers.get('Content-Type')).toBe('text/csv; charset=utf-8');
    expect(await textOf(response)).toBe("\uFEFFname,size\r\na,1\r\n'=b,\r\n");
  });

  it('has only headings if there are no rows', async () => {
    expect(await textOf(await csvDownload('list', columns, []))).toBe('\uFEFFname,size\r\n');
  });

  it('does not escape values for spreadsheets in JSON lines', async () => {
    expect(await textOf(await jsonLinesDownload('list', [[{ name: '=b' }]]))).toBe('{"name":"=b"}\n');
    expect(await textOf(await jsonLinesDownload('list', []))).toBe('');
  });

  it('refuses before it responds', async () => {
    async function* refused(): AsyncGenerator<Row[]> {
      yield await Promise.reject(new Error('not found'));
    }
    await expect(csvDownload('list', columns, refused())).rejects.toThrow('not found');
  });

  it('reads no further than the browser, and stops when the browser disconnects', async () => {
    const many = Array.from({ length: 50 }, (_, index) => [{ name: `row ${index}`, size: index }]);
    const { seen, pages } = pagesOf(many);
    const reader = (await csvDownload('list', columns, pages)).body?.getReader();
    await reader?.read();
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(seen.read).toBeLessThan(6);
    await reader?.cancel();
    expect(seen.ended).toBe(true);
  });
});
