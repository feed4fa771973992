'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { NewPasswordInput } from '@/components/accounts/new-password-input';
import { CreateDialog } from '@/components/list/create-dialog';
import { onForm } from '@/components/on-form';
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
  const submit = onForm((text) => {
    create.run({ name: text('name'), email: text('email'), personName: text('personName'), password });
  });
  return (
    <CreateDialog area="customers" open={open} onOpenChange={onOpenChange} pending={create.pending} onSubmit={submit}>
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
        <NewPasswordInput value={password} onChange={setPassword} generateLabel={t('generate')} />
      </Field>
    </CreateDialog>
  );
}
