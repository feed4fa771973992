'use client';

import { useState } from 'react';
import type { Day } from '@/lib/devices/shapes';
import { firstView, reveal, type View, zoom } from './day-view';

/** The visible part of the day and the instant of the line, which stays at the end until it is moved. */
export function useDayView(day: Day) {
  const limits = { from: day.from, to: day.to };
  const [view, setView] = useState<View>(() => firstView(day));
  const [cursor, setCursor] = useState<number | null>(null);
  const end = Math.min(day.to, day.now);
  const at = Math.min(end, cursor ?? end);
  const point = (to: number) => {
    const next = Math.min(end, Math.max(day.from, to));
    setCursor(next);
    return next;
  };
  return {
    view,
    setView,
    end,
    at,
    /** Moves the line within the visible part. */
    point,
    /** Moves the line and scrolls it into view. */
    go: (to: number) => {
      const next = point(to);
      setView((before) => reveal(before, limits, next));
    },
    zoomBy: (factor: number) => setView(zoom(view, limits, at, factor)),
    showAll: () => setView(limits),
  };
}
