'use client';

import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Bytes } from '@/components/ui/bytes';
import { cn } from '@/components/ui/cn';
import { Progress } from '@/components/ui/progress';
import { ProtocolMark } from '@/components/ui/protocol-mark';
import type { SessionCounts } from '@/lib/activity/shapes';
import type { Figures } from '@/lib/mailboxes/shapes';
import { protocols } from '@/lib/protocols/values';

/** The key figures in one row, each linked to its list. */
export function FigureRow({
  figures,
  counts,
  failures,
}: {
  figures: Figures;
  counts: SessionCounts;
  failures: number;
}) {
  const t = useTranslations('overview');
  const tProtocols = useTranslations('protocols');
  const format = useFormatter();
  const connected = protocols.reduce((sum, protocol) => sum + counts[protocol], 0);
  return (
    <div className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line xl:grid-cols-[1fr_1.6fr_1.2fr_1fr]">
      <Figure label={t('mailboxes')} href="/mailboxes" value={format.number(figures.mailboxes)}>
        {[
          t('inDomains', { count: figures.domains }),
          ...(figures.suspended > 0 ? [t('suspended', { count: figures.suspended })] : []),
        ].join(' · ')}
      </Figure>
      <Figure label={t('failed')} value={format.number(failures)} last>
        {t('lastDay')}
      </Figure>
      <Figure wide label={t('connected')} href="/sessions" value={format.number(connected)}>
        <span className="flex flex-wrap gap-x-3 gap-y-1">
          {protocols.map((protocol) => (
            <Link
              key={protocol}
              href={`/sessions?protocol=${protocol}`}
              aria-label={`${tProtocols(protocol)}: ${counts[protocol]}`}
              title={tProtocols(protocol)}
              className="relative inline-flex items-center gap-1.5 rounded-sm hover:text-ink"
            >
              <span aria-hidden>
                <ProtocolMark protocol={protocol} />
              </span>
              <span aria-hidden>{format.number(counts[protocol])}</span>
            </Link>
          ))}
        </span>
      </Figure>
      <Figure wide label={t('storage')} href="/mailboxes" value={<Bytes value={figures.usedBytes} />}>
        <span className="flex items-center gap-3">
          <Progress
            value={figures.usedBytes}
            max={figures.quotaBytes}
            label={t('storage')}
            alarm
            className="max-w-40"
          />
          <span className="whitespace-nowrap">
            {t.rich('ofQuota', { size: () => <Bytes value={figures.quotaBytes} /> })}
          </span>
        </span>
        {figures.nearlyFull > 0 ? (
          <span className="mt-1 block text-warn">{t('nearlyFull', { count: figures.nearlyFull })}</span>
        ) : null}
      </Figure>
    </div>
  );
}

function Figure({
  label,
  href,
  value,
  wide = false,
  last = false,
  children,
}: {
  label: string;
  href?: string;
  value: ReactNode;
  /** Spans two columns on narrow screens. */
  wide?: boolean;
  /** Last when all figures are in one row. */
  last?: boolean;
  children?: ReactNode;
}) {
  return (
    <div className={cn('min-w-0 bg-surface px-4 py-3.5', wide && 'max-xl:col-span-2', last && 'xl:order-last')}>
      <h2 className="text-ink-3 text-xs">
        {href ? (
          <Link href={href} className="rounded-sm underline-offset-2 hover:text-ink hover:underline">
            {label}
          </Link>
        ) : (
          label
        )}
      </h2>
      <p className="mt-0.5 font-semibold text-2xl tracking-tight">{value}</p>
      <div className="mt-1.5 text-ink-2 text-xs">{children}</div>
    </div>
  );
}
