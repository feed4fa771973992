'use client';

import { useSyncExternalStore } from 'react';

function subscribe(changed: () => void): () => void {
  const system = window.matchMedia('(prefers-color-scheme: dark)');
  system.addEventListener('change', changed);
  const chosen = new MutationObserver(changed);
  chosen.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  return () => {
    system.removeEventListener('change', changed);
    chosen.disconnect();
  };
}

/** Whether the page is dark, by the person's choice or the system's. The message's frame cannot read that itself. */
export function useDark(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => {
      const chosen = document.documentElement.dataset.theme;
      return chosen ? chosen === 'dark' : window.matchMedia('(prefers-color-scheme: dark)').matches;
    },
    () => false,
  );
}
