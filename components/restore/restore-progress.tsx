'use client';

import { useLocale, useTranslations } from 'next-intl';
import { Notice } from '@/components/ui/notice';
import { Progress } from '@/components/ui/progress';
import type { Restore } from '@/lib/trail/shapes';

/** How far a restore is and how fast, and its result. */
export function RestoreProgress({
  restore: { total, done, restored, seconds, finishedAt, failed },
}: {
  restore: Restore;
}) {
  const t = useTranslations('restore');
  const locale = useLocale();
  if (finishedAt === null) {
    const rate = seconds > 0 ? done / seconds : 0;
    const text = t('running', {
      done: done.toLocaleString(locale),
      total: total.toLocaleString(locale),
      rate: rate.toLocaleString(locale, { maximumFractionDigits: 1 }),
    });
    return (
      <div className="flex flex-col gap-2">
        <p className="tabular-nums">{text}</p>
        <Progress value={done} max={total} label={text} />
        <p className="text-ink-2">{t('goesOn')}</p>
      </div>
    );
  }
  return (
    <>
      <Notice tone={restored === total ? 'good' : restored === 0 ? 'bad' : 'warn'}>
        {t('done', { count: restored })}
      </Notice>
      {failed.length > 0 && (
        <div>
          <p>{t('partly', { count: total - restored })}</p>
          <ul className="mt-1 list-disc pl-5 text-ink-2">
            {failed.map(({ subject, sender, outcome }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the result of a finished restore does not change
              <li key={index}>
                {[subject || t('noSubject'), sender, t(outcome === 'gone' ? 'outcome.gone' : 'outcome.other')]
                  .filter(Boolean)
                  .join(' · ')}
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}
