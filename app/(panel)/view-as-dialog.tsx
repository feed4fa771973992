'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useId } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field, Input } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { useAction } from '@/components/use-action';
import { type ViewTarget, viewMinutes } from '@/lib/identity/shapes';
import { startViewAction } from './actions';

const fields = ['reason'] as const;

/** A view begins with a reason and an end. */
export function ViewAsDialog({ target, name, onClose }: { target: ViewTarget; name: string; onClose: () => void }) {
  const t = useTranslations('viewAs');
  const common = useTranslations('common');
  const form = useId();
  const start = useAction(startViewAction, { fields, onDone: () => location.assign('/') });
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const typed = new FormData(event.currentTarget);
    const minutes = viewMinutes.find((each) => String(each) === typed.get('minutes')) ?? viewMinutes[0];
    start.run({ target, reason: String(typed.get('reason') ?? ''), minutes });
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('title', { name })}
      description={t(target.kind === 'mailbox' ? 'ownerText' : 'text', { name })}
      footer={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="submit" form={form} variant="primary" pending={start.pending}>
            {t('start')}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} noValidate className="flex flex-col gap-4">
        <Field label={t('reason')} hint={t('reasonHint')} error={start.errorOf('reason')}>
          <Input name="reason" maxLength={300} autoComplete="off" />
        </Field>
        <Field label={t('minutes')}>
          <Select
            name="minutes"
            defaultValue={String(viewMinutes[0])}
            options={viewMinutes.map((minutes) => ({ value: String(minutes), label: t('minutesOption', { minutes }) }))}
          />
        </Field>
      </form>
    </Dialog>
  );
}
