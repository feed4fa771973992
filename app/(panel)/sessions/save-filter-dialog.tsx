'use client';

import { useTranslations } from 'next-intl';
import { onForm } from '@/components/on-form';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field, Input } from '@/components/ui/field';

/** Asks for the name that a filter is saved under. */
export function SaveFilterDialog({
  open,
  onOpenChange,
  onSubmit,
  pending,
  error,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onSubmit: (name: string) => void;
  pending: boolean;
  error: string | undefined;
}) {
  const t = useTranslations('sessions.saved');
  const common = useTranslations('common');
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t('title')} description={t('text')}>
      <form onSubmit={onForm((text) => onSubmit(text('name')))} noValidate className="flex flex-col gap-4">
        <Field label={t('name')} error={error}>
          <Input name="name" autoFocus autoComplete="off" maxLength={60} />
        </Field>
        <div className="flex justify-end gap-2">
          <Button type="button" variant="secondary" onClick={() => onOpenChange(false)}>
            {common('cancel')}
          </Button>
          <Button type="submit" variant="primary" pending={pending}>
            {common('save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
