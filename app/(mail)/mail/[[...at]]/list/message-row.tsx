'use client';

import { CornerUpLeft, Forward, Paperclip, Star } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { memo } from 'react';
import { cn } from '@/components/ui/cn';
import { messageHref, type Row } from '@/lib/webmail/shapes';
import { nameOf, useLongTime, useShortTime } from '../words';

export const rowHeight = 62;

interface Props {
  row: Row;
  folder: string;
  outgoing: boolean;
  now: number;
  open: boolean;
  at: boolean;
  selected: boolean;
  selecting: boolean;
  fresh: boolean;
  onOpen: (uid: number) => void;
  onPrefetch: (uid: number) => void;
  onSelect: (uid: number, range: boolean) => void;
  onStar: (uid: number, on: boolean) => void;
}

/** Two lines: person and time, then subject, preview and icons. */
export const MessageRow = memo(function MessageRow(props: Props) {
  const { row, folder, outgoing, now, open, at, selected, selecting, fresh } = props;
  const t = useTranslations('mail.list');
  const short = useShortTime();
  const long = useLongTime();
  const subject = row.subject || t('noSubject');
  const people = outgoing ? row.to : row.from;
  const names = people.slice(0, 3).map(nameOf).join(', ');
  const who = outgoing && names ? t('to', { names }) : names || t('noSender');
  return (
    <div
      className={cn(
        'group/row relative flex h-full items-stretch border-line border-b pr-2',
        fresh && 'mail-fresh',
        open ? 'bg-accent-soft' : selected ? 'bg-accent-soft/60' : 'hover:bg-hover',
        at && 'mail-at',
      )}
    >
      <div className="relative flex w-9 shrink-0 items-center justify-center">
        {!row.seen && (
          <span
            className={cn(
              'absolute size-2 rounded-full bg-accent',
              selecting || selected ? 'hidden' : 'group-hover/row:hidden',
            )}
            aria-hidden
          />
        )}
        <input
          type="checkbox"
          checked={selected}
          onChange={() => {}}
          onClick={(event) => props.onSelect(row.uid, event.shiftKey)}
          aria-label={t('select', { subject })}
          className={cn(
            'size-4 accent-(--accent)',
            selecting || selected ? '' : 'opacity-0 focus-visible:opacity-100 group-hover/row:opacity-100',
          )}
        />
      </div>
      <a
        href={messageHref(folder, row.uid)}
        draggable={false}
        aria-current={open ? 'true' : undefined}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.button !== 0) return;
          event.preventDefault();
          if (event.shiftKey) props.onSelect(row.uid, true);
          else props.onOpen(row.uid);
        }}
        onPointerEnter={() => props.onPrefetch(row.uid)}
        onFocus={() => props.onPrefetch(row.uid)}
        className="flex min-w-0 flex-1 flex-col justify-center gap-0.5 py-2 focus-visible:-outline-offset-2"
      >
        <span className="flex items-baseline gap-2">
          <bdi className={cn('min-w-0 flex-1 truncate text-sm', row.seen ? 'text-ink' : 'font-semibold text-ink')}>
            {who}
          </bdi>
          {!row.seen && <span className="sr-only">{t('unread')}</span>}
          <time
            dateTime={row.at}
            title={long(row.at)}
            className={cn('shrink-0 text-xs tabular-nums', row.seen ? 'text-ink-3' : 'font-medium text-accent')}
          >
            {short(row.at, now)}
          </time>
        </span>
        <span className="flex items-center gap-1.5 text-[13px]">
          {row.answered && <CornerUpLeft className="size-3.5 shrink-0 text-ink-3" aria-label={t('answered')} />}
          {row.forwarded && <Forward className="size-3.5 shrink-0 text-ink-3" aria-label={t('forwarded')} />}
          {row.draft && <span className="shrink-0 text-bad">{t('draft')}</span>}
          <span className="min-w-0 flex-1 truncate text-ink-3">
            <bdi className={cn(row.seen ? 'text-ink-2' : 'font-medium text-ink')}>{subject}</bdi>
            {row.preview && (
              <>
                <span aria-hidden> · </span>
                <bdi>{row.preview}</bdi>
              </>
            )}
          </span>
          {row.attachment && <Paperclip className="size-3.5 shrink-0 text-ink-3" aria-label={t('attachment')} />}
        </span>
      </a>
      <button
        type="button"
        aria-pressed={row.flagged}
        aria-label={row.flagged ? t('unstar') : t('star')}
        onClick={() => props.onStar(row.uid, !row.flagged)}
        className={cn(
          'flex w-7 shrink-0 items-center justify-center self-center rounded-sm p-1.5',
          row.flagged ? 'text-warn' : 'text-ink-3 opacity-0 focus-visible:opacity-100 group-hover/row:opacity-70',
        )}
      >
        <Star className="size-4" fill={row.flagged ? 'currentColor' : 'none'} aria-hidden />
      </button>
    </div>
  );
});

export function RowSkeleton() {
  return (
    <div className="flex h-full flex-col justify-center gap-2 border-line border-b pr-3 pl-9" aria-hidden>
      <span className="h-3 w-2/5 rounded-sm bg-hover" />
      <span className="h-3 w-4/5 rounded-sm bg-hover" />
    </div>
  );
}
