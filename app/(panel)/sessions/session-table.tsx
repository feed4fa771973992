'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode, RefCallback } from 'react';
import { List } from '@/components/list/list';
import { type SessionFilter, writeFilter } from '@/components/sessions/filter';
import type { LiveList } from '@/components/sessions/live-list';
import type { NodeState } from '@/lib/activity/shapes';
import { NoSessions } from './no-sessions';
import { useSessionColumns } from './session-columns';

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
  hold: RefCallback<HTMLElement>;
  nodes: NodeState[];
  toolbar: ReactNode;
}) {
  const t = useTranslations('sessions');
  const columns = useSessionColumns(filter.state);
  return (
    <div ref={hold} className="flex min-h-0 flex-col gap-2">
      <List
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
        filters={toolbar}
        rowClassName={(row) =>
          [
            'transition-transform duration-slow ease-out',
            list.fresh.has(row.id) ? 'animate-fresh' : '',
            list.leaving.has(row.id) ? 'bg-sunken' : '',
          ].join(' ')
        }
        more={list.more ? { label: t('more'), loading, onMore } : null}
        empty={<NoSessions filter={filter} onFilter={onFilter} unseen={nodes.every(({ reportedAt }) => !reportedAt)} />}
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
