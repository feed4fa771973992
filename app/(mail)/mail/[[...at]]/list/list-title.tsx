'use client';

import { useTranslations } from 'next-intl';
import { FilterChip } from '@/components/ui/chip';

interface Props {
  title: string;
  search: string;
  /** Null until the list is loaded. */
  total: number | null;
  onSearch: (search: string) => void;
}

/** The folder's name, its size and its two filters. */
export function ListTitle({ title, search, total, onSearch }: Props) {
  const t = useTranslations('mail.list');
  const toggle = (filter: string) => (on: boolean) => onSearch(on ? filter : '');
  return (
    <div className="flex h-10 shrink-0 items-center gap-1.5 border-line border-b px-3">
      <h1 className="min-w-0 flex-1 truncate text-sm">
        <bdi className="font-semibold text-ink">{title}</bdi>
        <span className="ml-2 text-ink-3 text-xs">
          {total === null ? '' : t(search ? 'found' : 'count', { count: total })}
        </span>
      </h1>
      <FilterChip pressed={search === 'is:unread'} onPressedChange={toggle('is:unread')}>
        {t('filterUnread')}
      </FilterChip>
      <FilterChip pressed={search === 'is:starred'} onPressedChange={toggle('is:starred')}>
        {t('filterStarred')}
      </FilterChip>
    </div>
  );
}
