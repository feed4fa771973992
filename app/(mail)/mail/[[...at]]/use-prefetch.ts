'use client';

import { useEffect } from 'react';
import { indexOf } from './list/list-state';
import { prefetchMessage } from './message/use-message';
import type { LatestView } from './view';

/** Stepping quickly through the list does not fetch the messages in between. */
const prefetchAfterMs = 150;

/** Fetches the messages above and below the open one, where the arrow keys lead. */
export function usePrefetchNeighbours(path: string, uid: number | null, view: LatestView) {
  useEffect(() => {
    if (!uid || view.current.path !== path) return;
    const timer = setTimeout(() => {
      const { state } = view.current.list;
      const at = indexOf(state, uid);
      if (at < 0) return;
      for (const next of [at + 1, at - 1]) prefetchMessage(view.current, state.rows[next]?.uid);
    }, prefetchAfterMs);
    return () => clearTimeout(timer);
  }, [uid, path, view]);
}
