'use client';

import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { useAddressFilter } from '@/components/list/use-address-filter';
import { useAsk } from '@/components/list/use-ask';
import { useOnQuestion } from '@/components/list/use-on-question';
import { sessionsAddress, writeFilter } from '@/components/sessions/filter';
import { append, letIn, narrow, openList, sweep, takeIn } from '@/components/sessions/live-list';
import { ProtocolCounters } from '@/components/sessions/protocol-counters';
import { useListHold } from '@/components/sessions/use-list-hold';
import { useSessionStream } from '@/components/sessions/use-session-stream';
import { Button } from '@/components/ui/button';
import { PageHeader } from '@/components/ui/page-header';
import { useOnceTrue } from '@/components/use-once-true';
import type { NodeState, ProtocolSeries, SessionCounts, SessionRow } from '@/lib/activity/shapes';
import type { DisconnectTarget, SavedFilter, SessionPage } from '@/lib/sessions/shapes';
import { loadSessions } from './actions';
import { disconnectActions } from './disconnect-actions';
import { FilterBar } from './filter-bar';
import type { FilterChoices } from './filter-dialog';
import { SessionTable } from './session-table';
import { NodeStrips, StreamStrip } from './strips';

// Dialogs and the sheet are loaded when they are opened, so that the list is shown sooner.
const SessionSheet = dynamic(() => import('./session-sheet').then((file) => file.SessionSheet), { ssr: false });
const DisconnectDialog = dynamic(
  () => import('@/components/sessions/disconnect-dialog').then((file) => file.DisconnectDialog),
  { ssr: false },
);

export interface BoardStart {
  page: SessionPage;
  counts: SessionCounts;
  series: ProtocolSeries;
  nodes: NodeState[];
  saved: SavedFilter[];
  tenants: FilterChoices['tenants'];
  mayEnd: boolean;
}

/** The sessions page: rendered by the server, kept up to date by the stream. */
export function SessionBoard({ start }: { start: BoardStart }) {
  const t = useTranslations('sessions');
  const params = useSearchParams();
  const open = params.get('session');
  const [filter, go] = useAddressFilter(sessionsAddress);
  const wanted = writeFilter(filter);

  const [list, setList] = useState(() => openList(start.page.rows, start.page.more));
  const [counts, setCounts] = useState(start.counts);
  const [series, setSeries] = useState(start.series);
  const [nodes, setNodes] = useState(start.nodes);
  const [selected, setSelected] = useState<Set<string>>(new Set());
  const [ending, setEnding] = useState<DisconnectTarget | null>(() =>
    start.mayEnd && params.has('end') ? { kind: 'filter', filter } : null,
  );
  const { ask, loading } = useAsk<SessionPage>();
  const [paused, setPaused] = useState(false);
  const hold = useListHold();
  const held = paused || hold.held || selected.size > 0;

  const sheetMounted = useOnceTrue(open !== null);
  const disconnectMounted = useOnceTrue(ending !== null);

  const stream = useSessionStream(start.page.revision, {
    onRows: (rows, now) => setList((before) => takeIn(before, rows, { filter, held, now })),
    onCounts: setCounts,
    onSeries: setSeries,
    onNodes: setNodes,
    onReset: () => void read(),
  });

  async function read(before?: SessionRow) {
    const place = before ? { id: before.id, startedAt: before.startedAt } : null;
    const found = await ask(() => loadSessions({ ...filter, before: place }));
    if (!found) return;
    setList((known) => (before ? append(known, found.rows, found.more) : openList(found.rows, found.more)));
  }

  useOnQuestion(wanted, wanted, () => {
    setSelected(new Set());
    // Loaded rows that match are shown at once; the server's response adds the rest.
    setList((before) => narrow(before, filter));
    void read();
  });

  useEffect(() => {
    if (!held) setList((before) => letIn(before, { filter, now: stream.clock() }));
  }, [held, filter, stream.clock]);

  useEffect(() => {
    const timer = setInterval(() => setList((before) => sweep(before, { filter, held, now: stream.clock() })), 500);
    return () => clearInterval(timer);
  }, [filter, held, stream.clock]);

  const show = (id: string | null) => {
    const to = `/sessions${writeFilter(filter, id)}`;
    if (id && !open) window.history.pushState(null, '', to);
    else window.history.replaceState(null, '', to);
  };

  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const chosen = list.rows.filter(({ id }) => selected.has(id));
  const live = chosen.filter(({ endedAt }) => endedAt === null);

  return (
    <>
      <PageHeader
        title={t('title')}
        count={total}
        description={t('description')}
        actions={
          <>
            <Button asChild variant="ghost">
              <Link href="/sessions/disconnects">{t('receipt.title')}</Link>
            </Button>
            <Button asChild>
              <Link href="/sessions/report">{t('toReport')}</Link>
            </Button>
          </>
        }
      />
      <StreamStrip state={stream.state} since={stream.lastAt} />
      <NodeStrips nodes={nodes} />
      <ProtocolCounters
        counts={counts}
        series={series}
        pressed={filter.protocol}
        onPress={(protocol) => go({ protocol })}
      />
      <SessionTable
        list={list}
        filter={filter}
        loading={loading}
        open={open}
        onOpen={show}
        selection={start.mayEnd ? { selected, onChange: setSelected } : undefined}
        onMore={() => void read(list.rows[list.rows.length - 1])}
        onFilter={go}
        hold={hold.ref}
        nodes={nodes}
        toolbar={
          <FilterBar
            filter={filter}
            onChange={go}
            stream={stream.state}
            held={held}
            paused={paused}
            onPause={setPaused}
            waiting={list.waiting.length}
            onLetIn={() => setList((before) => letIn(before, { filter, now: stream.clock() }))}
            choices={{ tenants: start.tenants, nodes: nodes.map(({ name }) => name) }}
            saved={start.saved}
            {...(start.mayEnd ? { onEndAll: () => setEnding({ kind: 'filter', filter }) } : {})}
            mailbox={list.rows.find(({ mailboxId }) => mailboxId === filter.mailboxId)?.address ?? null}
          />
        }
      />
      {chosen.length > 0 && (
        <div
          role="toolbar"
          aria-label={t('selection.count', { count: chosen.length })}
          className="fixed inset-x-4 bottom-4 z-30 mx-auto flex max-w-xl items-center gap-3 rounded-lg border border-line bg-raised px-4 py-2 shadow-menu"
        >
          <span className="tabular-nums">{t('selection.count', { count: chosen.length })}</span>
          <span className="flex-1" />
          <Button variant="ghost" onClick={() => setSelected(new Set())}>
            {t('selection.clear')}
          </Button>
          <Button variant="danger" disabled={live.length === 0} onClick={() => setEnding(ofSessions(live))}>
            {live.length === 0 ? t('selection.noneLive') : t('selection.disconnect', { count: live.length })}
          </Button>
        </div>
      )}
      {sheetMounted && (
        <SessionSheet
          id={open}
          row={list.rows.find(({ id }) => id === open) ?? null}
          mayEnd={start.mayEnd}
          onClose={() => show(null)}
          onOpen={show}
          onEnd={(row) => setEnding(ofSessions([row]))}
        />
      )}
      {disconnectMounted && (
        <DisconnectDialog
          target={ending}
          actions={disconnectActions}
          onClose={(done) => {
            setEnding(null);
            if (params.has('end')) go({});
            if (done) setSelected(new Set());
          }}
        />
      )}
    </>
  );
}

const ofSessions = (rows: SessionRow[]): DisconnectTarget => ({ kind: 'sessions', ids: rows.map(({ id }) => id) });
