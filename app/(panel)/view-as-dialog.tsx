'use client';

import { useTranslations } from 'next-intl';
import { onForm } from '@/components/on-form';
import { Field, Input } from '@/components/ui/field';
import { FormDialog } from '@/components/ui/form-dialog';
import { Select } from '@/components/ui/select';
import { useAction } from '@/components/use-action';
import { type ViewTarget, viewMinutes } from '@/lib/identity/shapes';
import { startViewAction } from './actions';

const fields = ['reason'] as const;

/** Starts viewing as somebody else, with a reason and a time limit. */
export function ViewAsDialog({ target, name, onClose }: { target: ViewTarget; name: string; onClose: () => void }) {
  const t = useTranslations('viewAs');
  const start = useAction(startViewAction, { fields, onDone: () => location.assign('/') });
  const submit = onForm((text) => {
    const minutes = viewMinutes.find((each) => String(each) === text('minutes')) ?? viewMinutes[0];
    start.run({ target, reason: text('reason'), minutes });
  });
  return (
    <FormDialog
      open
      onOpenChange={onClose}
      title={t('title', { name })}
      description={t(target.kind === 'mailbox' ? 'ownerText' : 'text', { name })}
      submitLabel={t('start')}
      pending={start.pending}
      onSubmit={submit}
    >
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
    </FormDialog>
  );
}
