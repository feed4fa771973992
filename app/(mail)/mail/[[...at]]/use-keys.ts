'use client';

import { useEffect, useRef } from 'react';

/** Keys outside of fields and dialogs: single ones ("j"), and pairs that begin with g ("g i"). */
export function useKeys(keys: [string, () => void][]): void {
  const now = useRef(keys);
  now.current = keys;
  useEffect(() => {
    // When g was pressed. Times of events count from the page's own beginning, so 0 would be a moment ago.
    const never = Number.NEGATIVE_INFINITY;
    let prefix = never;
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      const target = event.target as HTMLElement | null;
      if (
        target?.closest(
          'input:not([type=checkbox]),textarea,select,[contenteditable],[role=dialog],[role=menu],[role=listbox]',
        )
      )
        return;
      const pair = event.timeStamp - prefix < 1500;
      prefix = never;
      if (event.key === 'g' && !pair) {
        prefix = event.timeStamp;
        return;
      }
      const pressed = pair ? `g ${event.key}` : event.key;
      const act = now.current.find(([key]) => key === pressed)?.[1];
      if (!act) return;
      // Enter and space on a button or link are its own.
      if ((event.key === 'Enter' || event.key === ' ') && target?.closest('button,a,summary')) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
