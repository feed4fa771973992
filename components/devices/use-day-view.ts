'use client';

import { useState } from 'react';
import type { Day } from '@/lib/devices/shapes';
import { firstView, reveal, type View, zoom } from './day-view';

/** Which part of the day shows, and at which instant the line is: at the end until somebody moves it. */
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
    /** Moves the line within what shows. */
    point,
    /** Moves the line and shows it. */
    go: (to: number) => {
      const next = point(to);
      setView((before) => reveal(before, limits, next));
    },
    zoomBy: (factor: number) => setView(zoom(view, limits, at, factor)),
    showAll: () => setView(limits),
  };
}
