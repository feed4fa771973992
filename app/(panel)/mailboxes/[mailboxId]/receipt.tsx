'use client';

import { Check, CircleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Time } from '@/components/ui/time';
import type { RevocationReceipt } from '@/lib/credentials/shapes';

/** The steps of a revocation with their times. A step that could not be confirmed is marked. */
export function Receipt({ receipt, onClose }: { receipt: RevocationReceipt | null; onClose: () => void }) {
  const t = useTranslations('accounts.app.receipt');
  const common = useTranslations('common');
  if (!receipt) return null;
  const steps = [
    { key: 'changed', at: receipt.changedAt, text: t('changed') },
    { key: 'flushed', at: receipt.flushedAt, text: t('flushed') },
    { key: 'ended', at: receipt.endedAt, text: t('disconnected', { count: receipt.ended }) },
    { key: 'refused', at: receipt.refusedAt, text: t('refused') },
  ];
  const whole = steps.every(({ at }) => at !== null);
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('title', { name: receipt.name })}
      footer={<Button onClick={onClose}>{common('close')}</Button>}
    >
      <ol className="flex flex-col gap-2.5">
        {steps.map(({ key, at, text }) => (
          <li key={key} className="flex items-start gap-2.5">
            {at ? (
              <Check className="mt-0.5 size-4 shrink-0 text-good" aria-hidden />
            ) : (
              <CircleAlert className="mt-0.5 size-4 shrink-0 text-warn" aria-hidden />
            )}
            <span className="min-w-0 flex-1">
              {text}
              {at ? null : <span className="block text-ink-2 text-xs">{t('notYet')}</span>}
            </span>
            {at ? <Time value={at} exact className="shrink-0 text-ink-3 text-xs" /> : null}
          </li>
        ))}
      </ol>
      {whole ? null : <p className="mt-4 text-ink-2 text-xs">{t('retrying')}</p>}
    </Dialog>
  );
}
