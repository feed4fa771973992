'use client';

import { TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from './ui/button';
import { EmptyState } from './ui/empty-state';

/** An error page: a sentence, the event number that is also in the log, and a retry button. */
export function ErrorState({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const t = useTranslations('common');
  return (
    <div role="alert">
      <h1 className="sr-only">{t('errorTitle')}</h1>
      <EmptyState
        icon={<TriangleAlert />}
        title={t('errorTitle')}
        action={
          <Button variant="primary" onClick={reset}>
            {t('retry')}
          </Button>
        }
      >
        <p>{t('errorText')}</p>
        {error.digest ? <p className="mono mt-1">{t('errorEvent', { id: error.digest })}</p> : null}
      </EmptyState>
    </div>
  );
}
