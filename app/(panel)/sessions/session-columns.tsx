'use client';

import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { readableAddress } from '@/components/readable-address';
import { ClientName, Credential, Flags, Traffic, Transport } from '@/components/sessions/cells';
import { hasFlag, removals, type SessionFilter } from '@/components/sessions/filter';
import { Place } from '@/components/sessions/place';
import { useSessionWords } from '@/components/sessions/words';
import { Badge } from '@/components/ui/badge';
import { ProtocolMark } from '@/components/ui/protocol-mark';
import type { Column } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import type { SessionRow } from '@/lib/activity/shapes';

export function useSessionColumns(state: SessionFilter['state']): Column<SessionRow>[] {
  const t = useTranslations('sessions');
  const words = useSessionWords();
  // Memoized, because the table sorts again when the columns change.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words change with t and with nothing else
  return useMemo(() => [...connectionColumns({ t, words }), ...activityColumns({ t, words }, state)], [state, t]);
}

interface Words {
  t: ReturnType<typeof useTranslations<'sessions'>>;
  words: ReturnType<typeof useSessionWords>;
}

/** Who is connected, from where and how. */
function connectionColumns({ t, words }: Words): Column<SessionRow>[] {
  return [
    {
      id: 'protocol',
      phone: 'title',
      header: t('column.protocol'),
      width: 110,
      value: (row) => words.protocol(row.protocol),
      cell: (row) => (
        <span className="inline-flex items-center gap-2">
          <ProtocolMark protocol={row.protocol} plain />
          <span className="max-sm:sr-only">{words.protocol(row.protocol)}</span>
        </span>
      ),
    },
    {
      id: 'mailbox',
      phone: 'title',
      header: t('column.mailbox'),
      width: 236,
      value: (row) => row.address,
      cell: (row) => (
        <span className="mono truncate" title={row.mailboxId ? row.address : t('unknownMailbox')}>
          {readableAddress(row.address)}
        </span>
      ),
    },
    {
      id: 'client',
      phone: 'detail',
      header: t('column.client'),
      width: 164,
      value: (row) => words.client(row),
      cell: (row) => <ClientName row={row} />,
    },
    {
      id: 'address',
      phone: 'detail',
      header: t('column.address'),
      width: 126,
      value: (row) => row.remoteIp,
      cell: (row) => (
        <span className="flex min-w-0 items-baseline gap-1.5">
          <span className="mono truncate">{row.remoteIp ?? t('unknown')}</span>
          {row.place !== 'local' && <Place place={row.place} />}
        </span>
      ),
    },
    {
      id: 'tls',
      phone: 'none',
      header: t('column.tls'),
      width: 78,
      value: (row) => words.transport(row),
      cell: (row) => <Transport row={row} short />,
    },
    {
      id: 'credential',
      phone: 'none',
      header: t('column.credential'),
      width: 158,
      value: (row) => words.credential(row),
      cell: (row) => <Credential row={row} />,
    },
  ];
}

/** What the session does, and since when. */
function activityColumns({ t }: Words, state: SessionFilter['state']): Column<SessionRow>[] {
  return [
    {
      id: 'flags',
      phone: 'aside',
      header: t('column.flags'),
      width: 76,
      value: (row) =>
        [
          hasFlag(row, 'clear') ? t('flag.clear') : '',
          hasFlag(row, 'main') ? t('flag.main') : '',
          hasFlag(row, 'takes') ? `${t('flag.takes')} ${removals(row)}` : '',
        ]
          .filter(Boolean)
          .join('; '),
      cell: (row) => <Flags row={row} />,
    },
    {
      id: 'since',
      phone: 'none',
      header: t('column.since'),
      width: 98,
      value: (row) => row.startedAt,
      cell: (row) => <Time value={row.startedAt} className="whitespace-nowrap" />,
    },
    {
      id: 'last',
      phone: 'aside',
      header: state === 'live' ? t('column.last') : t('column.ended'),
      width: 98,
      value: (row) => row.endedAt ?? row.lastSeenAt,
      cell: (row) =>
        row.endedAt ? (
          <span className="flex items-center gap-2 whitespace-nowrap">
            {state === 'live' ? <Badge tone="neutral">{t('endedMark')}</Badge> : <Time value={row.endedAt} />}
          </span>
        ) : (
          <Time value={row.lastSeenAt} className="whitespace-nowrap" />
        ),
    },
    {
      id: 'traffic',
      phone: 'none',
      // Dovecot reports traffic at the end of a session, so the column would be empty for live ones.
      hidden: state === 'live',
      header: t('column.traffic'),
      width: 136,
      align: 'right',
      value: (row) => (row.bytesIn === null && row.bytesOut === null ? null : (row.bytesIn ?? 0) + (row.bytesOut ?? 0)),
      cell: (row) => <Traffic row={row} />,
    },
    {
      id: 'node',
      phone: 'none',
      header: t('column.node'),
      width: 80,
      hidden: true,
      value: (row) => row.node,
      cell: (row) => row.node,
    },
  ];
}
