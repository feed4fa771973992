import { describe, expect, it } from 'vitest';
import { indexForKey, pageSize } from './grid-keys';
import { tableLayout } from './layout';
import { phoneLayout } from './phone-layout';
import { checkedState, withRange, withToggled } from './row-selection';
import { rowShift } from './use-scroll-place';

const rows = ['a', 'b', 'c', 'd'].map((id) => ({ id }));

describe('the selection of rows', () => {
  it('selects and deselects a row', () => {
    expect(withToggled(new Set(['a']), 'b')).toEqual(new Set(['a', 'b']));
    expect(withToggled(new Set(['a']), 'a')).toEqual(new Set());
  });

  it('adds a range in both directions and keeps the rest', () => {
    expect(withRange(new Set(['d']), rows, 'a', 'b')).toEqual(new Set(['a', 'b', 'd']));
    expect(withRange(new Set(), rows, 'd', 'b')).toEqual(new Set(['b', 'c', 'd']));
    expect(withRange(new Set(), rows, 'gone', 'b')).toBeNull();
  });

  it('is none, some or all of the rows', () => {
    expect([checkedState(0, 3), checkedState(2, 3), checkedState(3, 3), checkedState(0, 0)]).toEqual([
      false,
      'indeterminate',
      true,
      false,
    ]);
  });
});

describe('the keys of a grid', () => {
  it.each([
    ['ArrowDown', 5, 6],
    ['ArrowDown', -1, 0],
    ['ArrowUp', 5, 4],
    ['ArrowUp', -1, 0],
    ['PageDown', 5, 15],
    ['PageUp', 5, -5],
    ['Home', 5, 0],
    ['End', 5, 99],
    ['x', 5, undefined],
  ])('%s from %i leads to %s', (key, cursor, to) => {
    expect(indexForKey(key, { cursor, page: 10, total: 100 })).toBe(to);
  });

  it('turn a page that leaves one row in view', () => {
    expect(pageSize(320, 32)).toBe(9);
    expect(pageSize(10, 32)).toBe(1);
  });
});

describe('the layout of a table', () => {
  const columns = [{ width: 80 }, {}];
  it('shares the width in proportion', () => {
    expect(tableLayout(columns, { narrow: false, selectable: true })).toMatchObject({
      template: '36px minmax(80px, 80fr) minmax(120px, 120fr)',
      minWidth: 236,
    });
    expect(tableLayout(columns, { narrow: false, selectable: false }).minWidth).toBe(200);
  });

  it('has no columns on a phone', () => {
    expect(tableLayout(columns, { narrow: true, selectable: true })).toEqual({
      rowHeight: 56,
      template: null,
      minWidth: undefined,
    });
  });

  it('takes the first four columns on a phone, or those that are named', () => {
    const ids = (list: { id: string }[]) => list.map(({ id }) => id).join('');
    const plain = phoneLayout<{ id: string; phone?: 'title' }>(['a', 'b', 'c', 'd', 'e'].map((id) => ({ id })));
    expect([ids(plain.title), ids(plain.aside), ids(plain.detail)]).toEqual(['a', '', 'bcd']);
    const named = phoneLayout([
      { id: 'a' },
      { id: 'b', phone: 'title' as const },
      { id: 'c', phone: 'aside' as const },
      { id: 'd', phone: 'detail' as const },
      { id: 'e', phone: 'none' as const },
    ]);
    expect([ids(named.title), ids(named.aside), ids(named.detail)]).toEqual(['b', 'c', 'd']);
  });
});

describe('the place in a growing list', () => {
  it('moves by the rows that came or went above', () => {
    expect(rowShift(rows, [{ id: 'x' }, { id: 'y' }, ...rows], 1)).toBe(2);
    expect(rowShift(rows, rows.slice(1), 1)).toBe(-1);
    expect(rowShift(rows, [{ id: 'x' }], 1)).toBe(0);
    expect(rowShift([], rows, 0)).toBe(0);
  });
});
