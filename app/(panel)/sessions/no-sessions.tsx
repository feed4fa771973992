'use client';

import { Unplug } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { isFiltered, type SessionFilter } from '@/components/sessions/filter';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';

/** Says why the list is empty. `unseen`: no node has reported yet. */
export function NoSessions({
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
  // Without a report it is unknown whether there are sessions, so this must not say "none".
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
