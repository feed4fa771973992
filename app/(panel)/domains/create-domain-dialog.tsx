'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { CreateDialog } from '@/components/list/create-dialog';
import { onForm } from '@/components/on-form';
import { Field, Input } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { toast } from '@/components/ui/toast';
import { useAction } from '@/components/use-action';
import { createDomainAction } from './actions';

const fields = ['name', 'customerId'] as const;

export function CreateDomainDialog({
  open,
  onOpenChange,
  owners,
  onCreated,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  owners: { id: string; name: string }[];
  onCreated: (id: string) => void;
}) {
  const t = useTranslations('domains');
  const [customerId, setCustomerId] = useState(owners[0]?.id ?? '');
  const create = useAction(createDomainAction, {
    fields,
    onDone: ({ id }, { name }) => {
      onOpenChange(false);
      toast.success(t('created-toast', { name: name.trim() }));
      onCreated(id);
    },
  });

  const submit = onForm((text) => {
    create.run({ name: text('name'), customerId });
  });

  return (
    <CreateDialog area="domains" open={open} onOpenChange={onOpenChange} pending={create.pending} onSubmit={submit}>
      <Field label={t('name')} hint={t('nameHint')} error={create.errorOf('name')}>
        <Input
          name="name"
          placeholder="example.com"
          autoCapitalize="none"
          spellCheck={false}
          autoComplete="off"
          required
        />
      </Field>
      {owners.length > 1 ? (
        <Field label={t('customer')} error={create.errorOf('customerId')}>
          <Select
            value={customerId}
            onValueChange={setCustomerId}
            options={owners.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Field>
      ) : null}
    </CreateDialog>
  );
}
