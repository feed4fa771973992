'use client';

import { useEffect } from 'react';
import type { Message } from '@/lib/webmail/shapes';
import { indexOf } from './list/list-state';
import type { SetFlag } from './use-flag';
import type { LatestView } from './view';

/** Marks a message as read once it is on the screen. Prefetching it does not. */
export function useMarkRead(shown: Message | null, path: string, uid: number | null, view: LatestView, flag: SetFlag) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each message, not when its row changes
  useEffect(() => {
    if (!shown || shown.folder !== path || shown.uid !== uid) return;
    const { state } = view.current.list;
    const row = state.rows[indexOf(state, shown.uid)];
    if (!(row?.seen ?? shown.seen))
      void flag({ folder: shown.folder, uidValidity: shown.uidValidity, uids: [shown.uid] }, 'seen', true);
  }, [shown, uid, path]);
}
