'use client';

import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import { formatBytes } from '@/components/ui/format-bytes';
import { Time } from '@/components/ui/time';
import type { RunRow } from '@/lib/retention/shapes';

export function RunHistory({ runs, policyId, shown }: { runs: RunRow[]; policyId: string; shown: string | null }) {
  const t = useTranslations('retention');
  const locale = useLocale();
  return (
    <section className="mt-8">
      <h2 className="mb-2 font-medium">{t('history')}</h2>
      <ul className="flex flex-col divide-y divide-line rounded-md border border-line bg-surface">
        {runs
          .filter(({ id }) => id !== shown)
          .map((run) => (
            <li key={run.id}>
              <Link
                href={`/retention/${policyId}?run=${run.id}`}
                className="flex min-h-8 flex-wrap items-center gap-x-4 px-3 py-1 text-sm hover:bg-hover"
              >
                <span className="w-28 font-medium">{t(`runState.${run.state}`)}</span>
                <span className="w-40 tabular-nums">
                  {run.messages.toLocaleString(locale)} · {formatBytes(run.bytes, locale)}
                </span>
                <span className="text-ink-2">
                  <Time value={run.createdAt} /> · {t('by', { name: run.actorName })}
                </span>
              </Link>
            </li>
          ))}
      </ul>
    </section>
  );
}
