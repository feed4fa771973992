'use client';

import { useCallback, useEffect, useState } from 'react';
import { forget, type KeptDraft, keptName, readKept } from './kept-drafts';

/** What was written here and not saved, without what is open in another tab. */
export function useKeptOffers(account: string) {
  const [offers, setOffers] = useState<KeptDraft[]>([]);

  useEffect(() => {
    let left = false;
    const kept = readKept(localStorage, account, Date.now());
    if (kept.length === 0) return;
    const ask = navigator.locks?.query() ?? Promise.resolve({ held: [] });
    void ask.then(({ held = [] }) => {
      const open = new Set(held.map(({ name }) => name));
      if (!left) setOffers(kept.filter(({ draft }) => !open.has(keptName(account, draft.key))));
    });
    return () => {
      left = true;
    };
  }, [account]);

  const take = useCallback((key: string) => setOffers((before) => before.filter(({ draft }) => draft.key !== key)), []);
  const drop = useCallback(
    (key: string) => {
      forget(localStorage, account, key);
      take(key);
    },
    [account, take],
  );
  return { offers, take, drop };
}
