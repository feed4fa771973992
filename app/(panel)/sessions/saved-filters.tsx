'use client';

import { Bookmark } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { onForm } from '@/components/on-form';
import { readFilter, type SessionFilter, writeFilter } from '@/components/sessions/filter';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field, Input } from '@/components/ui/field';
import { Menu } from '@/components/ui/menu';
import { toast } from '@/components/ui/toast';
import { useAction } from '@/components/use-action';
import type { SavedFilter } from '@/lib/sessions/shapes';
import { removeSavedFilterAction, saveFilterAction } from './actions';

/** Filters under names of the reader's own: chosen, kept, thrown away. */
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
  const common = useTranslations('common');
  const [saved, setSaved] = useState(start);
  const [naming, setNaming] = useState(false);
  const query = writeFilter(filter);
  const current = saved.find((one) => one.query === query);
  const save = useAction(saveFilterAction, {
    fields: ['name'],
    onDone: (kept) => {
      setSaved((before) =>
        [...before.filter(({ id }) => id !== kept.id), kept].sort((a, b) => a.name.localeCompare(b.name)),
      );
      setNaming(false);
      toast.success(t('kept', { name: kept.name }));
    },
  });
  const remove = useAction(removeSavedFilterAction, {
    onDone: (_, { id }) => setSaved((before) => before.filter((one) => one.id !== id)),
  });

  const submit = onForm((text) => {
    save.run({ name: text('name'), query });
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
          { label: t('keep'), disabled: query === '', onSelect: () => setNaming(true) },
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
      <Dialog open={naming} onOpenChange={setNaming} title={t('title')} description={t('text')}>
        <form onSubmit={submit} noValidate className="flex flex-col gap-4">
          <Field label={t('name')} error={save.errorOf('name')}>
            <Input name="name" autoFocus autoComplete="off" maxLength={60} />
          </Field>
          <div className="flex justify-end gap-2">
            <Button type="button" variant="secondary" onClick={() => setNaming(false)}>
              {common('cancel')}
            </Button>
            <Button type="submit" variant="primary" pending={save.pending}>
              {common('save')}
            </Button>
          </div>
        </form>
      </Dialog>
    </>
  );
}
