'use client';

import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import type { KeptDraft } from './kept-drafts';

interface Props {
  kept: KeptDraft;
  onContinue: () => void;
  onDiscard: () => void;
}

/** Offers what was written before the sign-in ended or the browser was closed. */
export function KeptOffer({ kept: { draft }, onContinue, onDiscard }: Props) {
  const t = useTranslations('mail.compose');
  return (
    <section className="mail-composer mail-composer-small" aria-label={t('keptTitle')}>
      <div className="flex flex-wrap items-center gap-2 p-3 text-sm">
        <p className="min-w-0 flex-1 text-ink">{t('kept', { subject: draft.subject || t('new') })}</p>
        <Button size="sm" variant="primary" onClick={onContinue}>
          {t('keptContinue')}
        </Button>
        <Button size="sm" variant="ghost" onClick={onDiscard}>
          {t('discard')}
        </Button>
      </div>
    </section>
  );
}
