'use client';

import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import type { Folder } from '@/lib/webmail/shapes';
import { EmptyList, FailedList, LoadingList } from './list-states';
import { MessageRow, RowSkeleton, rowHeight } from './message-row';
import type { MailList } from './use-list';
import { useMinuteClock } from './use-minute-clock';
import { useScrollToCursor } from './use-scroll-to-cursor';

interface Props {
  list: MailList;
  folder: Folder | undefined;
  path: string;
  search: string;
  openUid: number | null;
  cursor: number;
  selected: ReadonlySet<number>;
  onOpen: (uid: number) => void;
  onPrefetch: (uid: number) => void;
  onSelect: (uid: number, range: boolean) => void;
  onStar: (uid: number, on: boolean) => void;
}

/** Nothing is fetched while the scroll bar is dragged through thousands of rows. */
const fetchAfterMs = 40;

/** The whole folder as one list. Only the rows on the screen are rendered, and only those are fetched. */
export function ListPane(props: Props) {
  const { list, folder, path, search, openUid, cursor, selected } = props;
  const { state, ensure } = list;
  const scroller = useRef<HTMLDivElement>(null);
  const now = useMinuteClock();
  const rows = useVirtualizer({
    count: state.total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    // For the first render on the server, where the height of the screen is unknown.
    initialRect: { width: 380, height: 900 },
    getItemKey: (index) => state.rows[index]?.uid ?? `at-${index}`,
  });
  const shown = rows.getVirtualItems();
  const first = shown[0]?.index ?? 0;
  const last = shown.at(-1)?.index ?? 0;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a changed list asks again for what is on the screen
  useEffect(() => {
    const timer = setTimeout(() => ensure(first, last), fetchAfterMs);
    return () => clearTimeout(timer);
  }, [ensure, first, last, state]);

  useScrollToCursor(scroller, cursor, rows.scrollToIndex);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another folder starts at its top
  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 });
  }, [path, search]);

  const outgoing = folder?.special === 'sent' || folder?.special === 'drafts';
  return (
    <div ref={scroller} className="mail-scroll min-h-0 flex-1 overflow-y-auto overscroll-contain">
      {list.status === 'failed' ? (
        <FailedList onRetry={() => void list.refresh()} />
      ) : list.status === 'loading' ? (
        <LoadingList />
      ) : state.total === 0 ? (
        <EmptyList folder={folder} search={search} />
      ) : (
        <ul className="relative w-full" style={{ height: rows.getTotalSize() }}>
          {shown.map(({ index, start, key }) => {
            const row = state.rows[index];
            return (
              <li
                key={key}
                aria-setsize={state.total}
                aria-posinset={index + 1}
                className="absolute inset-x-0 top-0"
                style={{ height: rowHeight, transform: `translateY(${start}px)` }}
              >
                {row ? (
                  <MessageRow
                    row={row}
                    folder={path}
                    outgoing={outgoing}
                    now={now}
                    open={row.uid === openUid}
                    at={index === cursor}
                    selected={selected.has(row.uid)}
                    selecting={selected.size > 0}
                    fresh={list.fresh.has(row.uid)}
                    onOpen={props.onOpen}
                    onPrefetch={props.onPrefetch}
                    onSelect={props.onSelect}
                    onStar={props.onStar}
                  />
                ) : (
                  <RowSkeleton />
                )}
              </li>
            );
          })}
        </ul>
      )}
    </div>
  );
}
