'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useId } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field, Input } from '@/components/ui/field';
import { useAction } from '@/components/use-action';

const fields = ['present'] as const;

/** Asks for the present password before something that a browser left open must not be enough for. */
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
  act: Parameters<typeof useAction<{ present: string }, T>>[0];
  onDone: (data: T) => void;
  onClose: () => void;
}) {
  const t = useTranslations('settings');
  const common = useTranslations('common');
  const form = useId();
  const { run, pending, errorOf } = useAction(act, { fields, onDone });
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    run({ present: String(new FormData(event.currentTarget).get('present') ?? '') });
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={title}
      description={text}
      footer={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="submit" form={form} variant={danger ? 'danger' : 'primary'} pending={pending}>
            {confirm}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} noValidate>
        <Field label={t('present')} error={errorOf('present')}>
          <Input name="present" type="password" autoComplete="current-password" maxLength={1024} />
        </Field>
      </form>
    </Dialog>
  );
}
