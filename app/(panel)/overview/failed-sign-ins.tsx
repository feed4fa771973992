'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Time } from '@/components/ui/time';
import { type Failures, failureReasons } from '@/lib/activity/shapes';

/** The addresses with the most failed sign-ins. */
export function FailedSignIns({ failures }: { failures: Failures }) {
  const t = useTranslations('overview');
  if (failures.worst.length === 0) return <p className="text-ink-2 text-sm">{t('noFailures')}</p>;
  return (
    <ul className="flex flex-col gap-2.5">
      {failures.worst.map((row) => (
        <li key={`${row.mailboxId} ${row.address}`} className="min-w-0">
          <div className="flex items-baseline justify-between gap-3">
            {row.mailboxId ? (
              <Link
                href={`/mailboxes/${row.mailboxId}`}
                className="mono min-w-0 truncate rounded-sm underline-offset-2 hover:underline"
              >
                {row.mailbox ?? row.address}
              </Link>
            ) : (
              <span className="mono min-w-0 truncate">{row.address}</span>
            )}
            <span className="shrink-0 font-medium">{t('times', { count: row.count })}</span>
          </div>
          {/* Blanks around a mistyped name are what is wrong with it. */}
          <p className="overflow-hidden text-ellipsis whitespace-pre text-ink-3 text-xs">
            {t(`reason.${failureReasons.find((reason) => reason === row.reason) ?? 'other'}`, { name: row.address })}
            {' · '}
            {row.ips > 1 ? t('fromMany', { count: row.ips }) : (row.ip ?? t('fromUnknown'))}
            {' · '}
            <Time value={row.lastAt} />
          </p>
        </li>
      ))}
    </ul>
  );
}
