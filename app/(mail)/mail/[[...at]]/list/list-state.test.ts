import { describe, expect, it } from 'vitest';
import type { Page, Row } from '@/lib/webmail/shapes';
import {
  arrivals,
  fromPages,
  indexOf,
  missing,
  neighbour,
  patched,
  windowSize,
  without,
  withoutWhere,
  withPage,
} from './list-state';

const row = (uid: number) => ({ uid, subject: `s${uid}`, seen: false }) as Row;
const page = (offset: number, uids: number[], total = 120): Page => ({
  folder: 'INBOX',
  total,
  offset,
  uidValidity: '1',
  rows: uids.map(row),
});
const range = (from: number, n: number) => Array.from({ length: n }, (_, i) => from - i);

describe('the list', () => {
  it('knows which windows it lacks', () => {
    const state = fromPages([page(0, range(120, windowSize))]);
    expect(missing(state, 10, 40)).toEqual([]);
    expect(missing(state, 40, 60)).toEqual([50]);
    expect(missing(state, 40, 1000)).toEqual([50, 100]);
    expect(missing(fromPages([page(0, [], 0)]), 0, 30)).toEqual([]);
  });

  it('accepts only a window of the same folder state', () => {
    const state = fromPages([page(0, range(120, 50))]);
    expect(withPage(state, page(100, range(20, 20)))?.rows[119]?.uid).toBe(1);
    expect(withPage(state, page(100, range(20, 20), 121))).toBeNull();
    expect(withPage(state, { ...page(100, []), uidValidity: '2' })).toBeNull();
  });

  it('closes the gap of removed rows, also among unknown rows', () => {
    const state = fromPages([page(0, range(120, 50)), page(100, range(20, 20))]);
    const after = without(state, [120, 118, 10]);
    expect(after.total).toBe(117);
    expect(after.rows).toHaveLength(117);
    expect(after.rows[0]?.uid).toBe(119);
    expect(after.rows[60]).toBeUndefined();
    expect(indexOf(after, 1)).toBe(116);
  });

  it('moves to the older message, or at the end to the newer one', () => {
    const state = fromPages([page(0, [5, 4, 3], 3)]);
    expect(neighbour(state, 4, [4])).toBe(3);
    expect(neighbour(state, 5, [5, 4])).toBe(3);
    expect(neighbour(state, 3, [3])).toBe(4);
    expect(neighbour(state, 3, [3, 4, 5])).toBeNull();
  });

  it('changes flags of rows in place', () => {
    expect(patched(fromPages([page(0, [2, 1], 2)]), [1], { seen: true }).rows.map((one) => one?.seen)).toEqual([
      false,
      true,
    ]);
  });

  it('leaves out rows that were removed before the server knew', () => {
    const state = fromPages([page(0, [5, 4, 3], 3)]);
    expect(withoutWhere(state, (uid) => uid === 4).rows.map((one) => one?.uid)).toEqual([5, 3]);
    expect(withoutWhere(state, () => false)).toBe(state);
  });

  it('names the unread messages that arrived at its top', () => {
    const before = fromPages([page(0, [5, 4], 2)]);
    const after = fromPages([page(0, [8, 7, 5, 4], 4)]);
    expect(arrivals(before, after)).toEqual([8, 7]);
    expect(arrivals(before, patched(after, [8], { seen: true }))).toEqual([7]);
    expect(arrivals(before, { ...after, uidValidity: '2' })).toEqual([]);
    expect(arrivals(fromPages([page(0, [], 0)]), after)).toEqual([]);
  });
});
