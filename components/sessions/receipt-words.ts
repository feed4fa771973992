'use client';

import { useTranslations } from 'next-intl';
import type { DisconnectReceipt } from '@/lib/sessions/shapes';

/** Texts of a receipt: what was disconnected, and the outcome. */
export function useReceiptWords() {
  const t = useTranslations('sessions.receipt');
  return {
    what: ({ kind, label, total }: DisconnectReceipt) =>
      t.has(`what.${kind}`) ? t(`what.${kind}`, { label, count: total }) : t('what.sessions', { label, count: total }),
    outcome: ({ disconnected, total, finishedAt, done }: DisconnectReceipt) =>
      !finishedAt
        ? t('working', { done, count: total })
        : disconnected === total
          ? t('allDisconnected', { count: total })
          : t('partly', { count: total, ended: disconnected, failed: total - disconnected }),
  };
}
