'use client';

import { useLocale, useTranslations } from 'next-intl';
import type { Use } from '@/lib/tenants/shapes';
import { formatBytes } from '../ui/format-bytes';
import { Progress } from '../ui/progress';

const measures = ['domains', 'mailboxes', 'bytes'] as const;

/** Usage of domains, mailboxes and storage, with a bar where there is a limit. */
export function UsageBars({ use }: { use: Use }) {
  const t = useTranslations('customers');
  const locale = useLocale();
  const format = (measure: (typeof measures)[number], value: number) =>
    measure === 'bytes' ? formatBytes(value, locale) : value.toLocaleString(locale);
  return (
    <dl className="grid max-w-3xl grid-cols-1 gap-x-6 gap-y-3 sm:grid-cols-3">
      {measures.map((measure) => {
        const { used, limit } = use[measure];
        const over = limit !== null && used > limit;
        return (
          <div key={measure} className="flex flex-col gap-1.5">
            <dt className="text-ink-2 text-xs">{t(`use.${measure}`)}</dt>
            <dd className="flex flex-col gap-1.5 text-sm tabular-nums">
              <span className={over ? 'text-bad' : ''}>
                {limit === null
                  ? t('use.unlimited', { used: format(measure, used) })
                  : t('use.of', { used: format(measure, used), maxCount: format(measure, limit) })}
                {over ? ` · ${t('use.over', { over: format(measure, used - limit) })}` : ''}
              </span>
              {limit === null ? null : <Progress value={used} max={limit} label={t(`use.${measure}`)} alarm />}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
