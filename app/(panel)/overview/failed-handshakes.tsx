'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Time } from '@/components/ui/time';
import type { FailedHandshake } from '@/lib/activity/shapes';

/** The mailboxes that are named. */
const maxNamed = 2;

/** The addresses whose programs could not agree on encryption with the server most often. */
export function FailedHandshakes({ handshakes }: { handshakes: FailedHandshake[] }) {
  const t = useTranslations('overview');
  const protocolName = useTranslations('protocols');
  if (handshakes.length === 0) return null;
  return (
    <div className="mt-4 flex flex-col gap-2.5 border-line border-t pt-3">
      <h3 className="text-ink-2 text-xs">{t('handshake.title')}</h3>
      <ul className="flex flex-col gap-2.5">
        {handshakes.map((row) => (
          <li key={`${row.ip} ${row.protocol} ${row.reason}`} className="min-w-0">
            <div className="flex items-baseline justify-between gap-3">
              <span className="mono min-w-0 truncate">{row.ip ?? t('handshake.elsewhere')}</span>
              <span className="shrink-0 font-medium">{t('times', { count: row.count })}</span>
            </div>
            <p className="truncate text-ink-3 text-xs">
              {protocolName(row.protocol)}
              {' · '}
              {t(`handshake.reason.${row.reason}`)}
              {' · '}
              <Time value={row.lastAt} />
            </p>
            {row.mailboxes.length > 0 ? (
              <p className="truncate text-ink-3 text-xs">
                {t('handshake.lastSeen')}{' '}
                {row.mailboxes.slice(0, maxNamed).map(({ id, address }, index) => (
                  <span key={id}>
                    {index > 0 ? ', ' : ''}
                    <Link href={`/mailboxes/${id}`} className="mono rounded-sm underline-offset-2 hover:underline">
                      {address}
                    </Link>
                  </span>
                ))}
                {row.mailboxes.length > maxNamed
                  ? ` ${t('handshake.more', { count: row.mailboxes.length - maxNamed })}`
                  : null}
              </p>
            ) : null}
          </li>
        ))}
      </ul>
    </div>
  );
}
