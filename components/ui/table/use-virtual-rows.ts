import { useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useCallback, useRef } from 'react';

/** Renders only the rows in view and a few around them. */
export function useVirtualRows(
  scroller: RefObject<HTMLDivElement | null>,
  rows: { id: string }[],
  rowHeight: number,
  scrollPaddingStart: number,
) {
  // A new function here would make the virtualizer measure every row again at each render.
  const keyOf = useCallback((index: number) => rows[index]?.id ?? index, [rows]);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: keyOf,
    overscan: 12,
    // For the render on the server, where there is no window to measure.
    initialRect: { width: 1200, height: 800 },
    scrollPaddingStart,
  });
  const measured = useRef(rowHeight);
  if (measured.current !== rowHeight) {
    measured.current = rowHeight;
    virtualizer.measure();
  }
  return virtualizer;
}
