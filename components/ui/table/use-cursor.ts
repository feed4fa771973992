import { useMemo, useState } from 'react';
import type { RowSelection } from './use-row-selection';

/** The row at the keyboard cursor. */
export function useCursor(rows: { id: string }[]) {
  const [cursor, setCursor] = useState<string | null>(null);
  const cursorIndex = useMemo(
    () => (cursor === null ? -1 : rows.findIndex((row) => row.id === cursor)),
    [cursor, rows],
  );
  return { cursor, setCursor, cursorIndex };
}

export type Cursor = ReturnType<typeof useCursor>;

/** Moves the cursor to a row of the list, the nearest one when the index is outside of it. */
export function moveCursor(
  rows: { id: string }[],
  index: number,
  {
    cursor,
    selection,
    extend,
    scrollTo,
  }: {
    cursor: Cursor;
    selection: RowSelection;
    extend: boolean;
    scrollTo: (index: number) => void;
  },
) {
  const to = Math.max(0, Math.min(rows.length - 1, index));
  const row = rows[to];
  if (!row) return;
  cursor.setCursor(row.id);
  scrollTo(to);
  if (extend) selection.extendTo(row.id);
  else selection.startAt(row.id);
}
