'use client';

import { Dices } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { newPassword } from '@/components/accounts/new-password';
import { onForm } from '@/components/on-form';
import { Button } from '@/components/ui/button';
import { Field, Input } from '@/components/ui/field';
import { FormDialog } from '@/components/ui/form-dialog';
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
    <FormDialog
      open={open}
      onOpenChange={onOpenChange}
      title={t('create')}
      description={t('createText')}
      submitLabel={t('create')}
      pending={create.pending}
      onSubmit={submit}
    >
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
    </FormDialog>
  );
}
