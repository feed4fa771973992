'use client';

import { useTranslations } from 'next-intl';
import type { EndingRow } from '@/lib/sessions/shapes';

/** A receipt in words: what was ended, and what came of it. */
export function useEndingWords() {
  const t = useTranslations('sessions.ending');
  return {
    what: ({ kind, label, total }: EndingRow) =>
      t.has(`what.${kind}`) ? t(`what.${kind}`, { label, count: total }) : t('what.sessions', { label, count: total }),
    outcome: ({ ended, total, finishedAt, done }: EndingRow) =>
      !finishedAt
        ? t('working', { done, count: total })
        : ended === total
          ? t('allGone', { count: total })
          : t('partly', { count: total, ended, failed: total - ended }),
  };
}
