'use client';

import { useTranslations } from 'next-intl';
import { cn } from '@/components/ui/cn';
import { type Report, type ReportOnly, weaknesses } from '@/lib/devices/shapes';

/** How many devices have each weakness. A click shows only these in the table. */
export function WeaknessCards({
  weak,
  turnedAway,
  only,
  onOnly,
}: {
  weak: Report['weak'];
  turnedAway: number;
  only: ReportOnly | null;
  onOnly: (only: ReportOnly | null) => void;
}) {
  const t = useTranslations('report');
  return (
    <ul aria-label={t('weaknesses')} className="grid gap-3 sm:grid-cols-2 xl:grid-cols-4">
      {weaknesses.map((name) => (
        <li key={name}>
          <button
            type="button"
            aria-pressed={only === name}
            onClick={() => onOnly(only === name ? null : name)}
            className={cn(
              'w-full rounded-lg border px-4 py-3 text-left transition-colors',
              only === name ? 'border-accent bg-accent-soft' : 'border-line bg-surface hover:border-line-strong',
            )}
          >
            <span className="block text-ink-2">{t(`weak.${name}`)}</span>
            <span className="mt-1 block font-semibold text-xl tabular-nums">
              {t('devices', { count: weak[name].devices })}
            </span>
            <span className="block text-ink-3 text-xs">
              {t('inMailboxes', { count: weak[name].mailboxes })}, {t('inSessions', { count: weak[name].sessions })}
            </span>
            {name === 'oldTls' && turnedAway > 0 ? (
              <span className="block text-bad text-xs">{t('turnedAway', { count: turnedAway })}</span>
            ) : null}
          </button>
        </li>
      ))}
    </ul>
  );
}
