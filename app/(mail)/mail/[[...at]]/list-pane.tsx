'use client';

import { useVirtualizer } from '@tanstack/react-virtual';
import { Inbox, Search, SearchX, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import type { Folder } from '@/lib/webmail/shapes';
import { MessageRow, RowSkeleton, rowHeight } from './row';
import type { MailList } from './use-list';
import { useFolderName } from './words';

interface Props {
  list: MailList;
  folder: Folder | undefined;
  path: string;
  search: string;
  openUid: number | null;
  cursor: number;
  selected: ReadonlySet<number>;
  onOpen: (uid: number) => void;
  onForesee: (uid: number) => void;
  onSelect: (uid: number, range: boolean) => void;
  onStar: (uid: number, on: boolean) => void;
}

/** The whole folder as one list: only what is on the screen is drawn, and only what is drawn is fetched. */
export function ListPane(props: Props) {
  const { list, folder, path, search, openUid, cursor, selected } = props;
  const { state, ensure } = list;
  const scroller = useRef<HTMLDivElement>(null);
  const [now, setNow] = useState(() => Date.now());
  const rows = useVirtualizer({
    count: state.total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    // What the server draws, before anybody knows the height of the screen.
    initialRect: { width: 380, height: 900 },
    getItemKey: (index) => state.rows[index]?.uid ?? `at-${index}`,
  });
  const shown = rows.getVirtualItems();
  const first = shown[0]?.index ?? 0;
  const last = shown.at(-1)?.index ?? 0;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a changed list asks again for what is on the screen
  useEffect(() => {
    // While somebody drags the scroll bar through thousands of rows nothing is asked; a moment of rest is enough.
    const timer = setTimeout(() => ensure(first, last), 40);
    return () => clearTimeout(timer);
  }, [ensure, first, last, state]);

  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 60_000);
    return () => clearInterval(timer);
  }, []);

  const { scrollToIndex } = rows;
  useEffect(() => {
    if (cursor < 0) return;
    scrollToIndex(cursor, { align: 'auto' });
    // The keyboard's place goes along, so that Tab goes on from where one looks.
    const frame = requestAnimationFrame(() => {
      if (!scroller.current?.contains(document.activeElement)) return;
      scroller.current.querySelector<HTMLElement>(`[aria-posinset="${cursor + 1}"] a`)?.focus({ preventScroll: true });
    });
    return () => cancelAnimationFrame(frame);
  }, [cursor, scrollToIndex]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another folder begins at its top
  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 });
  }, [path, search]);

  const outgoing = folder?.special === 'sent' || folder?.special === 'drafts';
  return (
    <div ref={scroller} className="mail-scroll min-h-0 flex-1 overflow-y-auto overscroll-contain">
      {list.status === 'failed' ? (
        <Failed onRetry={() => void list.refresh()} />
      ) : list.status === 'loading' ? (
        <div>
          {Array.from({ length: 12 }, (_, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: twelve grey rows are all alike
            <div key={i} style={{ height: rowHeight }} className="animate-pulse">
              <RowSkeleton />
            </div>
          ))}
        </div>
      ) : state.total === 0 ? (
        <Empty folder={folder} search={search} />
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
                    onForesee={props.onForesee}
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

function Failed({ onRetry }: { onRetry: () => void }) {
  const t = useTranslations('mail.list');
  return (
    <EmptyState
      icon={<TriangleAlert />}
      title={t('failedTitle')}
      action={<Button onClick={onRetry}>{t('retry')}</Button>}
    />
  );
}

function Empty({ folder, search }: { folder: Folder | undefined; search: string }) {
  const t = useTranslations('mail.list');
  const name = useFolderName();
  if (search) {
    return (
      <EmptyState icon={<SearchX />} title={t('emptySearchTitle')}>
        {t('emptySearch', { folder: name(folder) })}
      </EmptyState>
    );
  }
  const hint = { inbox: 'emptyInbox', trash: 'emptyTrash', junk: 'emptyJunk' } as const;
  const special = folder?.special;
  const key = special === 'inbox' || special === 'trash' || special === 'junk' ? hint[special] : 'emptyOther';
  return (
    <EmptyState icon={<Inbox />} title={t('emptyTitle')}>
      {t(key)}
    </EmptyState>
  );
}

/** The search field; what is typed becomes part of the address when it rests. */
export function SearchField({
  folder,
  value,
  onChange,
}: {
  folder: string;
  value: string;
  onChange: (value: string) => void;
}) {
  const t = useTranslations('mail.search');
  const [text, setText] = useState(value);
  const sent = useRef(value);
  useEffect(() => {
    if (value !== sent.current) setText(value);
    sent.current = value;
  }, [value]);
  useEffect(() => {
    if (text === sent.current) return;
    const timer = setTimeout(() => {
      sent.current = text;
      onChange(text);
    }, 250);
    return () => clearTimeout(timer);
  }, [text, onChange]);
  return (
    <div className="relative min-w-0 flex-1">
      <Search
        className="-translate-y-1/2 pointer-events-none absolute top-1/2 left-2.5 size-4 text-ink-3"
        aria-hidden
      />
      <input
        type="search"
        data-mail-search
        value={text}
        maxLength={500}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          setText('');
          event.currentTarget.blur();
        }}
        aria-label={t('label', { folder })}
        placeholder={t('label', { folder })}
        className="h-8 w-full rounded-md border border-line bg-surface pr-2 pl-8 text-ink text-sm focus-visible:-outline-offset-1"
      />
    </div>
  );
}
