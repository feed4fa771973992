'use client';

import { useCallback } from 'react';
import { rowAt } from './list/selection';
import { prefetchMessage } from './message/use-message';
import { goTo, type LatestView } from './view';

/** Moves between messages and searches of the current folder. */
export function useNavigation(view: LatestView, setCursorUid: (uid: number | null) => void) {
  const openMessage = useCallback((uid: number | null) => goTo(view.current.path, uid, view.current.search), [view]);
  const open = useCallback(
    (uid: number) => {
      setCursorUid(uid);
      openMessage(uid);
    },
    [setCursorUid, openMessage],
  );
  const searchFor = useCallback((text: string) => goTo(view.current.path, null, text), [view]);
  const prefetch = useCallback((uid: number) => prefetchMessage(view.current, uid), [view]);

  /** Moves the cursor by a number of rows, and opens the message there when one is open. */
  const step = useCallback(
    (by: number) => {
      const { list, cursor, uid } = view.current;
      const next = rowAt(list.state, cursor, by);
      if (!next) return;
      setCursorUid(next.uid);
      if (uid) openMessage(next.uid);
      else prefetchMessage(view.current, next.uid);
    },
    [view, setCursorUid, openMessage],
  );
  return { open, openMessage, searchFor, prefetch, step };
}
