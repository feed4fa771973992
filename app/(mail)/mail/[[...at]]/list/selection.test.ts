import { describe, expect, it } from 'vitest';
import type { Row } from '@/lib/webmail/shapes';
import type { ListState } from './list-state';
import { noSelection, rowAt, targetsOf, withSelected } from './selection';

const row = (uid: number) => ({ uid }) as Row;
const list: ListState = { total: 6, uidValidity: '1', rows: [row(60), row(50), undefined, row(30), row(20), row(10)] };
const uids = (selection: typeof noSelection) => [...selection.uids].sort((a, b) => a - b);

describe('the selection', () => {
  it('selects and deselects a row', () => {
    const one = withSelected(noSelection, list, 50, false);
    expect(uids(one)).toEqual([50]);
    expect(uids(withSelected(one, list, 50, false))).toEqual([]);
  });

  it('adds the known rows of a range, in both directions', () => {
    const down = withSelected(withSelected(noSelection, list, 50, false), list, 20, true);
    expect(uids(down)).toEqual([20, 30, 50]);
    expect(uids(withSelected(down, list, 60, true))).toEqual([20, 30, 50, 60]);
  });

  it('toggles one row when a range has no start in this list', () => {
    expect(uids(withSelected(noSelection, list, 30, true))).toEqual([30]);
    expect(uids(withSelected({ uids: new Set([30]), anchor: 99 }, list, 30, true))).toEqual([]);
  });
});

describe('the targets of an action', () => {
  it('are the selected messages, else the row at the cursor, else the open message', () => {
    expect(targetsOf({ selected: new Set([1, 2]), row: row(3), uid: 4 })).toEqual([1, 2]);
    expect(targetsOf({ selected: new Set(), row: row(3), uid: 4 })).toEqual([3]);
    expect(targetsOf({ selected: new Set(), row: undefined, uid: 4 })).toEqual([4]);
    expect(targetsOf({ selected: new Set(), row: undefined, uid: null })).toEqual([]);
  });
});

describe('the cursor', () => {
  it('starts at the first row and stays in the list', () => {
    expect(rowAt(list, -1, 1)?.uid).toBe(60);
    expect(rowAt(list, 0, 1)?.uid).toBe(50);
    expect(rowAt(list, 0, -1)?.uid).toBe(60);
    expect(rowAt(list, 5, 1)?.uid).toBe(10);
    expect(rowAt({ ...list, total: 0, rows: [] }, -1, 1)).toBeUndefined();
  });
});
