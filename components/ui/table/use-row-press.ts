import { type MouseEvent, useCallback, useLayoutEffect, useRef } from 'react';
import type { TableRow } from './types';
import type { Cursor } from './use-cursor';
import type { RowSelection } from './use-row-selection';

/** Click handlers of a row and its checkbox. They keep their identity, so unchanged rows do not re-render. */
export function useRowPress<T>(cursor: Cursor, selection: RowSelection, onRowClick: ((row: T) => void) | undefined) {
  function press(row: TableRow<T>, event: MouseEvent) {
    cursor.setCursor(row.id);
    if (event.shiftKey && selection.enabled) selection.extendTo(row.id);
    else if ((event.ctrlKey || event.metaKey) && selection.enabled) selection.toggle(row.id);
    else onRowClick?.(row.original);
  }
  const latest = useRef({ press, toggle: selection.toggle });
  useLayoutEffect(() => {
    latest.current = { press, toggle: selection.toggle };
  });
  const onPress = useCallback((row: TableRow<T>, event: MouseEvent) => latest.current.press(row, event), []);
  const onToggle = useCallback((id: string) => latest.current.toggle(id), []);
  return { onPress, onToggle };
}
