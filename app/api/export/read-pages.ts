import type { PageOf } from '@/lib/db/shapes';

/** Rows per page. */
export const take = 1000;

/** Reads all pages by cursor. Each page is read when the previous one has been sent. */
export async function* byCursor<Row>(read: (at: string | null) => Promise<PageOf<Row>>): AsyncGenerator<Row[]> {
  let at: string | null = null;
  do {
    const page: PageOf<Row> = await read(at);
    yield page.rows;
    at = page.after;
  } while (at !== null);
}

/** The same for a log, where a page starts after the last row of the previous one. */
export async function* byLast<Row>(
  read: (last: Row | null) => Promise<{ rows: Row[]; more: boolean }>,
): AsyncGenerator<Row[]> {
  let last: Row | null = null;
  for (;;) {
    const page: { rows: Row[]; more: boolean } = await read(last);
    yield page.rows;
    last = page.rows.at(-1) ?? null;
    if (!page.more || !last) return;
  }
}
