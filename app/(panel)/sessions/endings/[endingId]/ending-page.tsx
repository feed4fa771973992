'use client';

import { Download, Printer } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Ending } from '@/components/sessions/ending-actions';
import { EndingReceipt } from '@/components/sessions/ending-receipt';
import { useEndingWords } from '@/components/sessions/ending-words';
import { useEnding } from '@/components/sessions/use-ending';
import { Button } from '@/components/ui/button';
import { PageHeader } from '@/components/ui/page-header';
import { Time } from '@/components/ui/time';
import { readEndingAction } from '../../actions';

/** A receipt by itself: to come back to, to hand on, to print. */
export function EndingPage({ start }: { start: Ending }) {
  const t = useTranslations('sessions.ending');
  const sessions = useTranslations('sessions');
  const words = useEndingWords();
  const { id } = start.ending;
  const ending = useEnding(readEndingAction, id, { start }) ?? start;
  return (
    <>
      <PageHeader
        title={words.what(ending.ending)}
        crumbs={[
          { label: sessions('title'), href: '/sessions' },
          { label: t('title'), href: '/sessions/endings' },
        ]}
        description={
          <span className="flex flex-wrap gap-x-3">
            <span>{t('by', { name: ending.ending.byName })}</span>
            <Time value={ending.ending.startedAt} exact />
          </span>
        }
        actions={
          <>
            <Button onClick={() => window.print()}>
              <Printer aria-hidden />
              {t('print')}
            </Button>
            <Button asChild>
              <a href={`/api/export/ending?ending=${id}`} download>
                <Download aria-hidden />
                {t('csv')}
              </a>
            </Button>
          </>
        }
      />
      <div className="max-w-3xl">
        <EndingReceipt ending={ending} />
      </div>
    </>
  );
}
