'use client';

import { useCallback, useEffect, useState } from 'react';
import { useLatest } from '../use-latest';
import type { ListState } from './list-state';
import { noSelection, withSelected } from './selection';

/** The selected rows and the cursor of the list of one folder or search. */
export function useSelection(list: ListState, path: string, search: string) {
  const [selection, setSelection] = useState(noSelection);
  const [cursorUid, setCursorUid] = useState<number | null>(null);
  const latest = useLatest(list);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another folder or search starts without a selection
  useEffect(() => {
    setSelection(noSelection);
    setCursorUid(null);
  }, [path, search]);

  const select = useCallback(
    (uid: number, range: boolean) => setSelection((before) => withSelected(before, latest.current, uid, range)),
    [latest],
  );
  const clear = useCallback(() => setSelection((before) => ({ ...before, uids: noSelection.uids })), []);
  return { selected: selection.uids, select, clear, cursorUid, setCursorUid };
}

export type SelectionHandle = ReturnType<typeof useSelection>;
