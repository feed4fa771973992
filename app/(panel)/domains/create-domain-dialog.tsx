'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
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
  const common = useTranslations('common');
  const [customerId, setCustomerId] = useState(owners[0]?.id ?? '');
  const create = useAction(createDomainAction, {
    fields,
    onDone: ({ id }, { name }) => {
      onOpenChange(false);
      toast.success(t('created-toast', { name: name.trim() }));
      onCreated(id);
    },
  });

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    create.run({ name: String(new FormData(event.currentTarget).get('name') ?? ''), customerId });
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
          <Button variant="primary" type="submit" form="create-domain" pending={create.pending}>
            {t('create')}
          </Button>
        </>
      }
    >
      <form id="create-domain" onSubmit={submit} className="flex flex-col gap-4" noValidate>
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
      </form>
    </Dialog>
  );
}
