'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { onForm } from '@/components/on-form';
import { Field, Input } from '@/components/ui/field';
import { FormDialog } from '@/components/ui/form-dialog';
import { Select } from '@/components/ui/select';
import { type Basis, bases, type PolicyInput } from '@/lib/retention/shapes';

export const policyFields = ['domainId', 'name', 'folder', 'olderThanDays', 'basis'] as const;

export function PolicyDialog({
  title,
  description,
  domains,
  start,
  pending,
  errorOf,
  onClose,
  onSave,
}: {
  title: string;
  description: string;
  /** Empty if the domain cannot be changed. */
  domains: { id: string; name: string }[];
  start: PolicyInput;
  pending: boolean;
  errorOf: (field: string) => string | undefined;
  onClose: () => void;
  onSave: (input: PolicyInput) => void;
}) {
  const t = useTranslations('retention');
  const common = useTranslations('common');
  const [domainId, setDomainId] = useState(start.domainId);
  const [basis, setBasis] = useState<Basis>(start.basis);

  const submit = onForm((text) => {
    onSave({
      domainId,
      basis,
      name: text('name') || t('rule', { folder: text('folder'), days: Number(text('olderThanDays')) || 0 }),
      folder: text('folder'),
      olderThanDays: text('olderThanDays') === '' ? Number.NaN : Number(text('olderThanDays')),
    });
  });

  return (
    <FormDialog
      open
      onOpenChange={(open) => open || onClose()}
      title={title}
      description={description}
      submitLabel={common('save')}
      pending={pending}
      onSubmit={submit}
    >
      {domains.length > 0 ? (
        <Field label={t('domain')} error={errorOf('domainId')}>
          <Select
            value={domainId}
            onValueChange={setDomainId}
            options={domains.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Field>
      ) : null}
      <Field label={t('name')} error={errorOf('name')}>
        <Input name="name" defaultValue={start.name} placeholder={t('namePlaceholder')} autoComplete="off" />
      </Field>
      <div className="grid items-start gap-4 sm:grid-cols-[1fr_10rem]">
        <Field label={t('folder')} hint={t('folderHint')} error={errorOf('folder')}>
          <Input name="folder" defaultValue={start.folder} autoComplete="off" />
        </Field>
        <Field label={t('days')} error={errorOf('olderThanDays')}>
          <Input
            name="olderThanDays"
            inputMode="numeric"
            defaultValue={String(start.olderThanDays)}
            autoComplete="off"
          />
        </Field>
      </div>
      <Field label={t('basis')} hint={t('basisHint')}>
        <Select
          value={basis}
          onValueChange={(value) => setBasis(value === 'received' ? 'received' : 'saved')}
          options={bases.map((value) => ({ value, label: t(`basisOption.${value}`) }))}
        />
      </Field>
    </FormDialog>
  );
}
