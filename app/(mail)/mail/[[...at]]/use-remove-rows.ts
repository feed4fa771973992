'use client';

import { useCallback } from 'react';
import { neighbour } from './list/list-state';
import type { SelectionHandle } from './list/use-selection';
import type { LatestView } from './view';

/** On a screen this wide the next message opens; on a phone the list is shown again. */
const widePane = '(min-width: 760px)';

/** Removes rows from the list before the server has answered, and moves to the next message. */
export function useRemoveRows(
  view: LatestView,
  { clear, setCursorUid }: Pick<SelectionHandle, 'clear' | 'setCursorUid'>,
  openMessage: (uid: number | null) => void,
) {
  return useCallback(
    (uids: number[]) => {
      const { list, uid, cursorUid } = view.current;
      const at = uid ?? cursorUid;
      const leaves = at !== null && uids.includes(at);
      const next = leaves ? neighbour(list.state, at, uids) : null;
      list.remove(uids);
      clear();
      if (!leaves) return;
      setCursorUid(next);
      if (uid) openMessage(window.matchMedia(widePane).matches ? next : null);
    },
    [view, clear, setCursorUid, openMessage],
  );
}
