'use client';

import { useSyncExternalStore } from 'react';
import { remember } from './cookie';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function present(): Theme {
  const theme = document.documentElement.dataset.theme;
  return theme === 'light' || theme === 'dark' ? theme : 'system';
}

/** The chosen theme and its setter. It applies at once on this page, and by cookie on later ones. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  const theme = useSyncExternalStore(subscribe, present, (): Theme => 'system');
  return [theme, chooseTheme];
}

function chooseTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  remember('milepost-theme', theme === 'system' ? null : theme);
  for (const listener of listeners) listener();
}
