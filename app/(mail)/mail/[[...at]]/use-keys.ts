'use client';

import { useEffect } from 'react';
import { useLatest } from './use-latest';

/** Elements in which keys have their own meaning. */
const ownKeys = 'input:not([type=checkbox]),textarea,select,[contenteditable],[role=dialog],[role=menu],[role=listbox]';

/** The second key of a pair must follow within this time. */
const pairWithinMs = 1500;

/** Keys outside of fields and dialogs: single ones ("j"), and pairs that start with g ("g i"). */
export function useKeys(keys: [string, () => void][]): void {
  const latest = useLatest(keys);
  useEffect(() => {
    // When g was pressed. Event times count from the start of the page, so 0 could be recent.
    const never = Number.NEGATIVE_INFINITY;
    let prefix = never;
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      const target = event.target as HTMLElement | null;
      if (target?.closest(ownKeys)) return;
      const pair = event.timeStamp - prefix < pairWithinMs;
      prefix = never;
      if (event.key === 'g' && !pair) {
        prefix = event.timeStamp;
        return;
      }
      const pressed = pair ? `g ${event.key}` : event.key;
      const run = latest.current.find(([key]) => key === pressed)?.[1];
      if (!run) return;
      // Enter and Space activate a button or link.
      if ((event.key === 'Enter' || event.key === ' ') && target?.closest('button,a,summary')) return;
      event.preventDefault();
      run();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [latest]);
}
