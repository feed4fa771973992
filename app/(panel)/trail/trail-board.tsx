'use client';

import { Route } from 'lucide-react';
import Link from 'next/link';
import { useRouter, useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useActionError } from '@/components/action-error';
import { SearchField } from '@/components/search-field';
import { trailHref } from '@/components/sessions/story-list';
import { Button } from '@/components/ui/button';
import { Bytes } from '@/components/ui/bytes';
import { FilterChip } from '@/components/ui/chip';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { type Column, DataTable } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import { toast } from '@/components/ui/toast';
import type { EventKind, EventRow } from '@/lib/activity/shapes';
import type { EventPage } from '@/lib/trail/shapes';
import { loadEvents } from './actions';
import { By } from './by';
import { readTrailFilter, type TrailFilter, writeTrailFilter } from './filter';
import { KindMark } from './kind-mark';

/** What happened to messages, newest first, by search and by kind. */
export function TrailBoard({ start, owner }: { start: EventPage; owner: boolean }) {
  const t = useTranslations('trail');
  const say = useActionError();
  const router = useRouter();
  const address = useSearchParams().toString();
  const filter = useMemo(() => readTrailFilter(new URLSearchParams(address)), [address]);
  const wanted = writeTrailFilter(filter);
  const [events, setEvents] = useState(start.rows);
  const [more, setMore] = useState(start.more);
  const [loading, setLoading] = useState(false);
  const shown = useRef(wanted);
  const asked = useRef(0);

  async function read(next: TrailFilter, before?: EventRow) {
    asked.current += 1;
    const number = asked.current;
    setLoading(true);
    const answer = await loadEvents({ ...next, before: before ? { id: before.id, at: before.at } : null });
    if (number !== asked.current) return;
    setLoading(false);
    if (!answer.ok) return void toast.error(say(answer));
    setEvents((known) => (before ? [...known, ...answer.data.rows] : answer.data.rows));
    setMore(answer.data.more);
  }

  // The address bar is the filter: whoever changes it, also by Back, changes the list.
  // biome-ignore lint/correctness/useExhaustiveDependencies: reads once for each filter, not for each render
  useEffect(() => {
    if (shown.current === wanted) return;
    shown.current = wanted;
    void read(filter);
  }, [wanted]);

  const go = (next: Partial<TrailFilter>) =>
    window.history.replaceState(null, '', `/trail${writeTrailFilter({ ...filter, ...next })}`);
  const any = filter.search || filter.kind || filter.mailboxId;
  const columns = useColumns(owner);

  return (
    <>
      <PageHeader title={t('title')} description={owner ? t('descriptionOwner') : t('description')} />
      <DataTable
        label={t('title')}
        columns={columns}
        rows={events}
        rowId={(event) => event.id}
        onRowClick={(event) => {
          if (event.messageId) router.push(trailHref(event.messageId, event.mailboxId));
        }}
        exportName="trail"
        exportHref={`/api/export/trail${writeTrailFilter(filter)}`}
        height="max(16rem, calc(100dvh - 17rem))"
        toolbar={
          <>
            <SearchField
              value={filter.search}
              label={t('search.label')}
              placeholder={t('search.placeholder')}
              onChange={(search) => go({ search })}
            />
            {usualKinds.map((kind) => (
              <FilterChip
                key={kind}
                pressed={filter.kind === kind}
                onPressedChange={(pressed) => go({ kind: pressed ? kind : null })}
              >
                {t(`kind.${kind}`)}
              </FilterChip>
            ))}
            {filter.mailboxId && (
              <FilterChip pressed onPressedChange={() => go({ mailboxId: null })}>
                {events[0]?.address ?? t('filter.mailbox')}
              </FilterChip>
            )}
          </>
        }
        empty={
          <EmptyState icon={<Route />} title={any ? t('empty.filtered') : t('empty.title')}>
            {any ? t('empty.filteredText') : t('empty.text')}
          </EmptyState>
        }
        footer={
          more && (
            <Button size="sm" pending={loading} onClick={() => void read(filter, events[events.length - 1])}>
              {t('more')}
            </Button>
          )
        }
      />
    </>
  );
}

/** What one looks for first; every other kind is in a message's own trail. */
const usualKinds: EventKind[] = ['delivered', 'relayed', 'moved', 'removed', 'restored'];

function useColumns(owner: boolean): Column<EventRow>[] {
  const t = useTranslations('trail');
  return useMemo(
    () => [
      {
        id: 'kind',
        header: t('column.kind'),
        width: 214,
        phone: 'detail' as const,
        value: (event: EventRow) => t(`kind.${event.kind}`),
        cell: (event: EventRow) => <KindMark kind={event.kind} />,
      },
      {
        id: 'message',
        header: t('column.message'),
        width: 290,
        phone: 'title' as const,
        value: (event: EventRow) => event.subject,
        cell: (event: EventRow) => (
          <span className="flex min-w-0 items-baseline gap-2">
            {event.messageId ? (
              <Link
                href={trailHref(event.messageId, event.mailboxId)}
                className="truncate hover:underline"
                title={event.messageId}
              >
                {event.subject || t('noSubject')}
              </Link>
            ) : (
              <span className="truncate">{event.subject || t('noSubject')}</span>
            )}
            <span className="min-w-12 shrink-[3] truncate text-ink-3">{event.sender}</span>
          </span>
        ),
      },
      ...(owner
        ? []
        : [
            {
              id: 'mailbox',
              header: t('column.mailbox'),
              width: 212,
              phone: 'none' as const,
              value: (event: EventRow) => event.address,
              cell: (event: EventRow) => (
                <span className="mono truncate" title={event.address}>
                  {event.address}
                </span>
              ),
            },
          ]),
      {
        id: 'folder',
        header: t('column.folder'),
        width: 138,
        phone: 'detail' as const,
        value: (event: EventRow) => event.folder,
        cell: (event: EventRow) => (
          <span className="truncate">
            {event.fromFolder ? t('fromTo', { from: event.fromFolder, to: event.folder }) : event.folder}
          </span>
        ),
      },
      {
        id: 'by',
        header: t('column.by'),
        width: 216,
        phone: 'none' as const,
        value: (event: EventRow) => event.service,
        cell: (event: EventRow) => <By event={event} />,
      },
      {
        id: 'size',
        header: t('column.size'),
        width: 80,
        align: 'right' as const,
        hidden: true,
        phone: 'none' as const,
        value: (event: EventRow) => event.size,
        cell: (event: EventRow) => (event.size === null ? '–' : <Bytes value={event.size} />),
      },
      {
        id: 'at',
        header: t('column.at'),
        width: 100,
        phone: 'aside' as const,
        value: (event: EventRow) => event.at,
        cell: (event: EventRow) => <Time value={event.at} className="whitespace-nowrap" />,
      },
    ],
    [t, owner],
  );
}
