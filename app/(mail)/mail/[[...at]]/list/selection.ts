import type { Row } from '@/lib/webmail/shapes';
import { indexOf, type ListState } from './list-state';

export interface Selection {
  uids: ReadonlySet<number>;
  /** The row that was selected last, where a range starts. */
  anchor: number | null;
}

export const noSelection: Selection = { uids: new Set(), anchor: null };

/** Selects or deselects one row, or adds every known row from the anchor to this one. */
export function withSelected(selection: Selection, list: ListState, uid: number, range: boolean): Selection {
  const uids = new Set(selection.uids);
  const from = indexOf(list, selection.anchor);
  const to = indexOf(list, uid);
  if (range && from >= 0 && to >= 0) {
    for (let i = Math.min(from, to); i <= Math.max(from, to); i += 1) {
      const row = list.rows[i];
      if (row) uids.add(row.uid);
    }
  } else if (!uids.delete(uid)) uids.add(uid);
  return { uids, anchor: uid };
}

/** The messages an action applies to: the selected ones, else the row at the cursor, else the open message. */
export function targetsOf(view: { selected: ReadonlySet<number>; row: Row | undefined; uid: number | null }): number[] {
  if (view.selected.size > 0) return [...view.selected];
  const uid = view.row?.uid ?? view.uid;
  return uid ? [uid] : [];
}

/** The row `by` rows away from the cursor, or the first row when there is no cursor. */
export function rowAt(list: ListState, cursor: number, by: number): Row | undefined {
  return list.rows[cursor < 0 ? 0 : Math.max(0, Math.min(list.total - 1, cursor + by))];
}
