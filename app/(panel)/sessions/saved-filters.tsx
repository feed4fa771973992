'use client';

import { Bookmark } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { readFilter, type SessionFilter, writeFilter } from '@/components/sessions/filter';
import { Button } from '@/components/ui/button';
import { Menu } from '@/components/ui/menu';
import { toast } from '@/components/ui/toast';
import { useAction } from '@/components/use-action';
import { useOnceTrue } from '@/components/use-once-true';
import type { SavedFilter } from '@/lib/sessions/shapes';
import { removeSavedFilterAction, saveFilterAction } from './actions';

// Loaded on demand, because filters are rarely saved.
const SaveFilterDialog = dynamic(() => import('./save-filter-dialog').then((file) => file.SaveFilterDialog), {
  ssr: false,
});

/** The reader's saved filters: choose, save and delete. */
export function SavedFilters({
  start,
  filter,
  onChange,
}: {
  start: SavedFilter[];
  filter: SessionFilter;
  onChange: (next: SessionFilter) => void;
}) {
  const t = useTranslations('sessions.saved');
  const [saved, setSaved] = useState(start);
  const [naming, setNaming] = useState(false);
  const everNaming = useOnceTrue(naming);
  const query = writeFilter(filter);
  const current = saved.find((one) => one.query === query);
  const save = useAction(saveFilterAction, {
    fields: ['name'],
    onDone: (kept) => {
      setSaved((before) =>
        [...before.filter(({ id }) => id !== kept.id), kept].sort((a, b) => a.name.localeCompare(b.name)),
      );
      setNaming(false);
      toast.success(t('saved', { name: kept.name }));
    },
  });
  const remove = useAction(removeSavedFilterAction, {
    onDone: (_, { id }) => setSaved((before) => before.filter((one) => one.id !== id)),
  });

  return (
    <>
      <Menu
        align="start"
        trigger={
          <Button size="sm" variant="ghost">
            <Bookmark size={14} aria-hidden="true" fill={current ? 'currentColor' : 'none'} />
            {current?.name ?? t('button')}
          </Button>
        }
        items={[
          { heading: saved.length > 0 ? t('heading') : t('none') },
          ...saved.map((one) => ({
            label: one.name,
            checked: one.id === current?.id,
            onSelect: () => onChange(readFilter(new URLSearchParams(one.query))),
          })),
          'separator' as const,
          { label: t('save'), disabled: query === '', onSelect: () => setNaming(true) },
          ...(current
            ? [
                {
                  label: t('remove', { name: current.name }),
                  danger: true,
                  onSelect: () => remove.run({ id: current.id }),
                },
              ]
            : []),
        ]}
      />
      {everNaming && (
        <SaveFilterDialog
          open={naming}
          onOpenChange={setNaming}
          onSubmit={(name) => save.run({ name, query })}
          pending={save.pending}
          error={save.errorOf('name')}
        />
      )}
    </>
  );
}
