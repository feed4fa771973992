'use client';

import { useTranslations } from 'next-intl';
import { useCallback } from 'react';

/** What an entry's code says in words; a code that the catalogue does not know is shown as it is. */
export function useAuditWords(): (action: string) => string {
  const t = useTranslations('audit');
  return useCallback(
    (action: string) => {
      const key = `action.${action}`;
      return /^[a-z0-9-]+\.[a-z0-9-]+$/.test(action) && t.has(key) ? t(key) : action;
    },
    [t],
  );
}
