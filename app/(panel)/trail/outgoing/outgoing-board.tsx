'use client';

import { Send } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { DayRangeFields } from '@/components/list/day-range-fields';
import { ListPage } from '@/components/list/list-page';
import { useAddressFilter } from '@/components/list/use-address-filter';
import { useLog } from '@/components/list/use-log';
import { FilterChip } from '@/components/ui/chip';
import type { SentRow } from '@/lib/activity/shapes';
import type { SentPage } from '@/lib/trail/shapes';
import { sentFilters } from '@/lib/trail/values';
import { loadSent } from './actions';
import { type OutgoingFilter, outgoingAddress, sentHref } from './filter';
import { useOutgoingColumns } from './outgoing-columns';

/** Outgoing messages, newest first, with what became of them. */
export function OutgoingBoard({ start, owner }: { start: SentPage & { filter: OutgoingFilter }; owner: boolean }) {
  const t = useTranslations('trail');
  const [filter, setFilter] = useAddressFilter(outgoingAddress);
  const log = useLog({
    start,
    filter,
    load: (filter, last: SentRow | undefined) =>
      loadSent({ ...filter, before: last ? { id: last.id, at: last.at } : null }),
  });
  const rows = log.rows ?? [];
  const filtered = filter.search || filter.state || filter.mailboxId || filter.days.from || filter.days.to;
  return (
    <ListPage
      title={t('outgoing.title')}
      description={t('outgoing.description')}
      crumbs={[{ label: t('title'), href: '/trail' }, { label: t('outgoing.title') }]}
      columns={useOutgoingColumns(owner)}
      rows={rows}
      rowId={(row) => row.id}
      href={(row) => sentHref(row.id)}
      height="max(16rem, calc(100dvh - 17rem))"
      search={{
        value: filter.search,
        onChange: (search) => setFilter({ search }),
        label: t('outgoing.search'),
        placeholder: t('outgoing.placeholder'),
      }}
      filters={
        <>
          {sentFilters.map((state) => (
            <FilterChip
              key={state}
              pressed={filter.state === state}
              onPressedChange={(pressed) => setFilter({ state: pressed ? state : null })}
            >
              {t(`outgoing.filter.${state}`)}
            </FilterChip>
          ))}
          {filter.mailboxId && (
            <FilterChip pressed onPressedChange={() => setFilter({ mailboxId: null })}>
              {rows[0]?.account ?? t('filter.mailbox')}
            </FilterChip>
          )}
          <DayRangeFields days={filter.days} onChange={(days) => setFilter({ days })} />
        </>
      }
      empty={{
        icon: <Send />,
        title: filtered ? t('outgoing.emptyFiltered') : t('outgoing.empty'),
        text: filtered ? t('outgoing.emptyFilteredText') : t('outgoing.emptyText'),
      }}
      more={log.more ? { label: t('outgoing.more'), loading: log.loading, onMore: log.readMore } : null}
    />
  );
}
