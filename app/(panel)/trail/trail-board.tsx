'use client';

import { Route } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { DayRangeFields } from '@/components/list/day-range-fields';
import { ListPage } from '@/components/list/list-page';
import { useAddressFilter } from '@/components/list/use-address-filter';
import { useLog } from '@/components/list/use-log';
import { trailHref } from '@/components/sessions/story-list';
import { Button } from '@/components/ui/button';
import { FilterChip } from '@/components/ui/chip';
import type { EventKind, EventRow } from '@/lib/activity/shapes';
import type { EventPage } from '@/lib/trail/shapes';
import { loadEvents } from './actions';
import { type TrailFilter, trailAddress, writeTrailFilter } from './filter';
import { useTrailColumns } from './trail-columns';

/** The kinds that can be filtered. Every other kind is in a message's own trail. */
const usualKinds: EventKind[] = ['delivered', 'relayed', 'sent-to-junk', 'refused', 'moved', 'removed', 'restored'];

/** Events of messages, newest first, filtered by search and kind. */
export function TrailBoard({ start, owner }: { start: EventPage & { filter: TrailFilter }; owner: boolean }) {
  const t = useTranslations('trail');
  const [filter, setFilter] = useAddressFilter(trailAddress);
  const log = useLog({
    start,
    filter,
    load: (filter, last: EventRow | undefined) =>
      loadEvents({ ...filter, before: last ? { id: last.id, at: last.at } : null }),
  });
  const events = log.rows ?? [];
  const filtered = filter.search || filter.kind || filter.mailboxId || filter.days.from || filter.days.to;
  const columns = useTrailColumns(owner);

  return (
    <ListPage
      title={t('title')}
      description={owner ? t('descriptionOwner') : t('description')}
      actions={
        <Button asChild>
          <Link href="/trail/outgoing">{t('outgoing.link')}</Link>
        </Button>
      }
      columns={columns}
      rows={events}
      rowId={(event) => event.id}
      href={(event) => event.messageId && trailHref(event.messageId, event.mailboxId)}
      exportName="trail"
      exportHref={`/api/export/trail${writeTrailFilter(filter)}`}
      height="max(16rem, calc(100dvh - 17rem))"
      search={{
        value: filter.search,
        onChange: (search) => setFilter({ search }),
        label: t('search.label'),
        placeholder: t('search.placeholder'),
      }}
      filters={
        <>
          {usualKinds.map((kind) => (
            <FilterChip
              key={kind}
              pressed={filter.kind === kind}
              onPressedChange={(pressed) => setFilter({ kind: pressed ? kind : null })}
            >
              {t(`kind.${kind}`)}
            </FilterChip>
          ))}
          {filter.mailboxId && (
            <FilterChip pressed onPressedChange={() => setFilter({ mailboxId: null })}>
              {events[0]?.address ?? t('filter.mailbox')}
            </FilterChip>
          )}
          <DayRangeFields days={filter.days} onChange={(days) => setFilter({ days })} />
        </>
      }
      empty={{
        icon: <Route />,
        title: filtered ? t('empty.filtered') : t('empty.title'),
        text: filtered ? t('empty.filteredText') : t('empty.text'),
      }}
      more={log.more ? { label: t('more'), loading: log.loading, onMore: log.readMore } : null}
    />
  );
}
