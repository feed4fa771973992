import type { KeyboardEvent, RefObject } from 'react';
import type { Feed } from '../feed';
import { indexForKey, pageSize } from './grid-keys';
import type { Edge, TableRow } from './types';
import { type Cursor, moveCursor } from './use-cursor';
import type { RowSelection } from './use-row-selection';

interface Input<T> {
  rows: TableRow<T>[];
  rowHeight: number;
  cursor: Cursor;
  selection: RowSelection;
  feed: Feed | undefined;
  requestedEdge: RefObject<Edge | null>;
  scrollTo: (index: number) => void;
  onRowClick: ((row: T) => void) | undefined;
}

/** The keys of the grid: moving, opening and selecting rows. */
export function useGridKeys<T>(input: Input<T>) {
  const { rows, rowHeight, cursor, selection, feed, requestedEdge, scrollTo, onRowClick } = input;

  /** Requests the first or last row of the whole list when it is not loaded. */
  function requestEdge(key: string): boolean {
    if (!feed || (key !== 'Home' && key !== 'End')) return false;
    const edge = key === 'Home' ? 'start' : 'end';
    if (!(edge === 'start' ? feed.before : feed.after)) return false;
    requestedEdge.current = edge;
    feed.onEdge(edge);
    return true;
  }

  return (event: KeyboardEvent) => {
    if (!isForGrid(event)) return;
    const page = pageSize(event.currentTarget.clientHeight, rowHeight);
    const index = indexForKey(event.key, { cursor: cursor.cursorIndex, page, total: rows.length });
    const row = rows[cursor.cursorIndex];
    if (index !== undefined) {
      event.preventDefault();
      if (requestEdge(event.key)) return;
      moveCursor(rows, index, { cursor, selection, extend: event.shiftKey, scrollTo });
    } else if (event.key === 'Enter' && row && onRowClick) {
      event.preventDefault();
      onRowClick(row.original);
    } else if ((event.key === ' ' || event.key === 'x') && row && selection.enabled) {
      event.preventDefault();
      selection.toggle(row.id);
    } else if (event.key === 'a' && (event.ctrlKey || event.metaKey) && selection.enabled) {
      event.preventDefault();
      selection.selectAll();
    } else if (event.key === 'Escape' && !selection.isEmpty) {
      selection.clear();
    }
  };
}

/** Keys pressed in a control inside a row belong to that control. A focused row or cell handles keys for the grid. */
function isForGrid({ target, currentTarget }: KeyboardEvent): boolean {
  const role = target instanceof Element ? target.getAttribute('role') : null;
  return target === currentTarget || role === 'row' || role === 'gridcell';
}
