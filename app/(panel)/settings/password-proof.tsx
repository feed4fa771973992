'use client';

import { useTranslations } from 'next-intl';
import { onForm } from '@/components/on-form';
import { Field, Input } from '@/components/ui/field';
import { FormDialog } from '@/components/ui/form-dialog';
import { useAction } from '@/components/use-action';

const fields = ['currentPassword'] as const;

/** Asks for the current password before an action for which an open session must not be enough. */
export function PasswordProof<T>({
  title,
  text,
  confirm,
  danger = false,
  act,
  onDone,
  onClose,
}: {
  title: string;
  text: string;
  confirm: string;
  danger?: boolean;
  act: Parameters<typeof useAction<{ currentPassword: string }, T>>[0];
  onDone: (data: T) => void;
  onClose: () => void;
}) {
  const t = useTranslations('settings');
  const { run, pending, errorOf } = useAction(act, { fields, onDone });
  const submit = onForm((text) => {
    run({ currentPassword: text('currentPassword') });
  });
  return (
    <FormDialog
      open
      onOpenChange={onClose}
      title={title}
      description={text}
      submitLabel={confirm}
      pending={pending}
      danger={danger}
      onSubmit={submit}
    >
      <Field label={t('currentPassword')} error={errorOf('currentPassword')}>
        <Input name="currentPassword" type="password" autoComplete="current-password" maxLength={1024} />
      </Field>
    </FormDialog>
  );
}
