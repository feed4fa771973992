'use client';

import { Unplug } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ReactNode, useMemo } from 'react';
import { readableAddress } from '@/components/readable-address';
import { ClientName, Credential, Flags, Traffic, Transport } from '@/components/sessions/cells';
import { hasFlag, isFiltered, removals, type SessionFilter, writeFilter } from '@/components/sessions/filter';
import type { LiveList } from '@/components/sessions/live-list';
import { Place } from '@/components/sessions/place';
import { useSessionWords } from '@/components/sessions/words';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { ProtocolMark } from '@/components/ui/protocol-mark';
import { type Column, DataTable } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import type { NodeState, SessionRow } from '@/lib/activity/shapes';

export function SessionTable({
  list,
  filter,
  loading,
  open,
  onOpen,
  selection,
  onMore,
  onFilter,
  hold,
  nodes,
  toolbar,
}: {
  list: LiveList;
  filter: SessionFilter;
  loading: boolean;
  open: string | null;
  onOpen: (id: string) => void;
  selection?: { selected: Set<string>; onChange: (selected: Set<string>) => void };
  onMore: () => void;
  onFilter: (next: Partial<SessionFilter>) => void;
  hold: React.RefCallback<HTMLElement>;
  nodes: NodeState[];
  toolbar: ReactNode;
}) {
  const t = useTranslations('sessions');
  const columns = useColumns(filter.state);
  return (
    <div ref={hold} className="flex min-h-0 flex-col gap-2">
      <DataTable
        label={t('title')}
        columns={columns}
        rows={list.rows}
        rowId={(row) => row.id}
        onRowClick={(row) => onOpen(row.id)}
        selection={selection}
        exportName={`sessions-${filter.state}`}
        exportHref={`/api/export/sessions${writeFilter(filter)}`}
        height="max(16rem, calc(100dvh - 21rem))"
        activeId={open}
        toolbar={toolbar}
        rowClassName={(row) =>
          [
            'transition-transform duration-slow ease-out',
            list.fresh.has(row.id) ? 'animate-fresh' : '',
            list.leaving.has(row.id) ? 'bg-sunken' : '',
          ].join(' ')
        }
        footer={
          list.more && (
            <Button size="sm" variant="secondary" pending={loading} onClick={onMore}>
              {t('more')}
            </Button>
          )
        }
        empty={<Nothing filter={filter} onFilter={onFilter} unseen={nodes.every(({ reportedAt }) => !reportedAt)} />}
      />
      <div className="flex items-center justify-between gap-3 text-ink-3 text-xs">
        <span className="max-sm:hidden">{t('keys.hint')}</span>
        <span className="flex items-center gap-3 tabular-nums">
          {loading ? t('loading') : t('shown', { count: list.rows.length })}
        </span>
      </div>
    </div>
  );
}

function Nothing({
  filter,
  onFilter,
  unseen,
}: {
  filter: SessionFilter;
  onFilter: (next: Partial<SessionFilter>) => void;
  unseen: boolean;
}) {
  const t = useTranslations('sessions');
  const filtered = isFiltered(filter);
  // "Cannot see" is said in the strip above; here it must not read as "nobody".
  if (unseen && !filtered) return <EmptyState icon={<Unplug />} title={t('strip.noNodes')} />;
  if (filtered) {
    return (
      <EmptyState
        icon={<Unplug />}
        title={t('empty.filtered')}
        action={
          filter.state !== 'all' && (
            <Button variant="secondary" onClick={() => onFilter({ state: 'all' })}>
              {t('empty.showAll')}
            </Button>
          )
        }
      >
        {t('empty.filteredText')}
      </EmptyState>
    );
  }
  const state = filter.state === 'live' ? 'live' : 'ended';
  return (
    <EmptyState icon={<Unplug />} title={t(`empty.${state}`)}>
      {t(`empty.${state}Text`)}
    </EmptyState>
  );
}

function useColumns(state: SessionFilter['state']): Column<SessionRow>[] {
  const t = useTranslations('sessions');
  const words = useSessionWords();
  // The same array until the words change: the table sorts anew for new columns.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words change with t and with nothing else
  return useMemo(() => columnsOf(state, t, words), [state, t]);
}

function columnsOf(
  state: SessionFilter['state'],
  t: ReturnType<typeof useTranslations<'sessions'>>,
  words: ReturnType<typeof useSessionWords>,
): Column<SessionRow>[] {
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
      // Dovecot counts at the end: among live sessions the column would be empty.
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
