import type { PageOf } from '@/lib/db/shapes';

/** Rows asked for at a time. */
export const take = 1000;

/** From the first page to the last by cursor, each read when the one before it has been sent. */
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
