import { expect, it } from 'vitest';
import { byCursor, byLast } from './read-pages';

async function allOf<T>(pages: AsyncIterable<T[]>): Promise<T[][]> {
  const found: T[][] = [];
  for await (const page of pages) found.push(page);
  return found;
}

it('reads by cursor to the last page', async () => {
  const asked: (string | null)[] = [];
  const pages = byCursor(async (at) => {
    asked.push(at);
    return { rows: [asked.length], before: null, after: asked.length < 3 ? `cursor ${asked.length}` : null };
  });
  expect(await allOf(pages)).toEqual([[1], [2], [3]]);
  expect(asked).toEqual([null, 'cursor 1', 'cursor 2']);
});

it('continues a log after its last row, and stops at the end', async () => {
  const log = [5, 4, 3, 2, 1];
  const pages = byLast(async (last: number | null) => {
    const rest = log.filter((row) => last === null || row < last);
    return { rows: rest.slice(0, 2), more: rest.length > 2 };
  });
  expect(await allOf(pages)).toEqual([[5, 4], [3, 2], [1]]);
  expect(await allOf(byLast(async () => ({ rows: [], more: true })))).toEqual([[]]);
});
