'use client';

import { useTranslations } from 'next-intl';
import { useCallback } from 'react';

/** The text of an audit action. An action that the catalogue does not have is shown as its code. */
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
