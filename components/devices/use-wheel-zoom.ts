'use client';

import { type Dispatch, type RefObject, type SetStateAction, useEffect } from 'react';
import { pan, type View, zoom } from './day-view';

/** Ctrl and the wheel zoom around the pointer. Horizontal scrolling moves along the day. */
export function useWheelZoom(
  area: RefObject<HTMLElement | null>,
  day: View,
  setView: Dispatch<SetStateAction<View>>,
): void {
  // React's wheel handlers are passive, so the page would scroll while zooming.
  useEffect(() => {
    const element = area.current;
    if (!element) return;
    const onWheel = (event: WheelEvent) => {
      const zooms = event.ctrlKey || event.metaKey;
      if (!zooms && Math.abs(event.deltaX) <= Math.abs(event.deltaY)) return;
      event.preventDefault();
      const share = (event.clientX - element.getBoundingClientRect().left) / element.clientWidth;
      const limits = { from: day.from, to: day.to };
      setView((before) =>
        zooms
          ? zoom(before, limits, before.from + share * (before.to - before.from), event.deltaY > 0 ? 1.25 : 0.8)
          : pan(before, limits, event.deltaX / 600),
      );
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [area, day, setView]);
}
