'use client';

import { type RefObject, useEffect } from 'react';

/** Keeps the row at the cursor in view. */
export function useScrollToCursor(
  scroller: RefObject<HTMLDivElement | null>,
  cursor: number,
  scrollToIndex: (index: number, options: { align: 'auto' }) => void,
) {
  useEffect(() => {
    if (cursor < 0) return;
    scrollToIndex(cursor, { align: 'auto' });
    // A focus inside the list moves with the cursor, so that Tab continues from there.
    const frame = requestAnimationFrame(() => {
      if (!scroller.current?.contains(document.activeElement)) return;
      scroller.current.querySelector<HTMLElement>(`[aria-posinset="${cursor + 1}"] a`)?.focus({ preventScroll: true });
    });
    return () => cancelAnimationFrame(frame);
  }, [cursor, scrollToIndex, scroller]);
}
