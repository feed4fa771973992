'use client';

import { useCallback, useEffect, useRef } from 'react';
import { useLatest } from '../use-latest';
import { type ComposerState, completeDraft } from './composer-state';
import { forget, keep, keptName } from './kept-drafts';

/**
 * Keeps what is written in the browser until the server has it. While this composer is open, a lock says so to other
 * tabs, which do not offer it then.
 */
export function useKeptDraft(account: string, state: ComposerState): () => void {
  const { status, draft } = state;
  const latest = useLatest(state);
  const { key } = draft;

  /** The key under which this composer has kept something. Another tab may have the same draft open. */
  const kept = useRef<string | null>(null);

  const erase = useCallback(() => {
    if (kept.current) forget(localStorage, account, kept.current);
    kept.current = null;
  }, [account]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: with each change
  useEffect(() => {
    if (status === 'clean' || kept.current !== key) erase();
    if (status === 'clean') return;
    keep(localStorage, account, completeDraft(latest.current), Date.now());
    kept.current = key;
  }, [account, status, draft, key, latest, erase]);

  useEffect(() => {
    let release = () => {};
    const open = new Promise<void>((resolve) => {
      release = resolve;
    });
    void navigator.locks?.request(keptName(account, key), { ifAvailable: true }, () => open).catch(() => {});
    return release;
  }, [account, key]);

  return erase;
}
