'use client';

import { Dices } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { newPassword } from '@/components/accounts/new-password';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field, Input } from '@/components/ui/field';
import { toast } from '@/components/ui/toast';
import { useAction } from '@/components/use-action';
import { createCustomerAction } from './actions';

const fields = ['name', 'email', 'personName', 'password'] as const;

interface Props {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onCreated: () => void;
}

export function CreateCustomerDialog({ open, onOpenChange, onCreated }: Props) {
  const t = useTranslations('customers');
  const common = useTranslations('common');
  const [password, setPassword] = useState('');
  const create = useAction(createCustomerAction, {
    fields,
    onDone: (_, { name }) => {
      onOpenChange(false);
      setPassword('');
      toast.success(t('created-toast', { name }));
      onCreated();
    },
  });
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? '');
    create.run({ name: text('name'), email: text('email'), personName: text('personName'), password });
  }
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={t('create')}
      description={t('createText')}
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>{common('cancel')}</Button>
          <Button variant="primary" type="submit" form="create-customer" pending={create.pending}>
            {t('create')}
          </Button>
        </>
      }
    >
      <form id="create-customer" onSubmit={submit} noValidate className="flex flex-col gap-4">
        <Field label={t('name')} error={create.errorOf('name')}>
          <Input name="name" autoComplete="off" required />
        </Field>
        <Field label={t('personName')} error={create.errorOf('personName')}>
          <Input name="personName" autoComplete="off" required />
        </Field>
        <Field label={t('email')} hint={t('emailHint')} error={create.errorOf('email')}>
          <Input name="email" type="email" autoComplete="off" required />
        </Field>
        <Field label={t('password')} error={create.errorOf('password')}>
          <div className="flex gap-2">
            <Input
              value={password}
              onChange={(event) => setPassword(event.target.value)}
              autoComplete="new-password"
              spellCheck={false}
              className="font-mono"
              required
            />
            <Button onClick={() => setPassword(newPassword())}>
              <Dices aria-hidden />
              {t('generate')}
            </Button>
          </div>
        </Field>
      </form>
    </Dialog>
  );
}
