'use client';

import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { Badge } from '@/components/ui/badge';
import type { Column } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import type { SentRow } from '@/lib/activity/shapes';
import { sentHref } from './filter';
import { stateTones, summaryOf } from './summary';

/** Recipients that are named in a row. */
const maxNamed = 3;

/** Where a message went: what Postfix tried, else what the sender wrote. */
const wanted = ({ recipients, asked }: SentRow) => [
  ...new Set(recipients.length > 0 ? recipients.map(({ recipient }) => recipient) : asked),
];

/** Owners have one mailbox, so they have no column for it. */
export function useOutgoingColumns(owner: boolean): Column<SentRow>[] {
  const t = useTranslations('trail');
  const format = useFormatter();
  return useMemo(
    () => [
      {
        id: 'state',
        header: t('outgoing.column.state'),
        width: 150,
        phone: 'detail' as const,
        value: (row: SentRow) => t(`outgoing.state.${summaryOf(row)}`),
        cell: (row: SentRow) => {
          const state = summaryOf(row);
          return <Badge tone={stateTones[state]}>{t(`outgoing.state.${state}`)}</Badge>;
        },
      },
      {
        id: 'message',
        header: t('column.message'),
        width: 280,
        phone: 'title' as const,
        value: (row: SentRow) => row.subject,
        cell: (row: SentRow) => (
          <Link href={sentHref(row.id)} className="truncate hover:underline" title={row.messageId ?? undefined}>
            {row.subject || t('noSubject')}
          </Link>
        ),
      },
      ...(owner
        ? []
        : [
            {
              id: 'account',
              header: t('outgoing.column.account'),
              width: 200,
              phone: 'none' as const,
              value: (row: SentRow) => row.account ?? row.sender,
              cell: (row: SentRow) => <span className="mono truncate">{row.account ?? t('outgoing.way.host')}</span>,
            },
          ]),
      {
        id: 'recipients',
        header: t('outgoing.column.recipients'),
        width: 260,
        phone: 'detail' as const,
        value: (row: SentRow) => wanted(row).join(' '),
        cell: (row: SentRow) => {
          const all = wanted(row);
          const more = Math.max(row.attempted, all.length) - maxNamed;
          const named = [...all.slice(0, maxNamed), ...(more > 0 ? [t('outgoing.others', { count: more })] : [])];
          return <span className="mono truncate">{format.list(named, { type: 'unit' })}</span>;
        },
      },
      {
        id: 'way',
        header: t('outgoing.column.way'),
        width: 130,
        phone: 'none' as const,
        value: (row: SentRow) => row.way,
        cell: (row: SentRow) => <span className="text-ink-3">{t(`outgoing.way.${row.way}`)}</span>,
      },
      {
        id: 'at',
        header: t('column.at'),
        width: 100,
        phone: 'aside' as const,
        value: (row: SentRow) => row.at,
        cell: (row: SentRow) => <Time value={row.at} className="whitespace-nowrap" />,
      },
    ],
    [t, format, owner],
  );
}
