'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { onForm } from '@/components/on-form';
import { Field, Input } from '@/components/ui/field';
import { FormDialog } from '@/components/ui/form-dialog';
import { Select } from '@/components/ui/select';
import { useChange } from '@/components/use-change';
import { rolesOf, type TenantKind } from '@/lib/people/shapes';
import { inviteAction } from './actions';

export interface Place {
  id: string;
  name: string;
  kind: TenantKind;
}

const fields = ['email', 'tenantId', 'role'] as const;

export function InviteDialog({ places, onClose }: { places: Place[]; onClose: () => void }) {
  const t = useTranslations('people');
  const tRoles = useTranslations('roles');
  const [tenantId, setTenantId] = useState(places[0]?.id ?? '');
  const [code, setCode] = useState<string | null>(null);
  const place = places.find(({ id }) => id === tenantId);
  const roles = place ? rolesOf[place.kind] : [];
  const send = useChange(inviteAction, {
    fields,
    onDone: ({ code }) => {
      if (code === null) onClose();
      else setCode(code);
    },
    done: (_, { email }) => t('invited', { email }),
  });
  const submit = onForm((text) => {
    const role = roles.find((each) => each === text('role')) ?? roles[0];
    if (role) send.run({ email: text('email').trim(), tenantId, role });
  });
  if (code !== null)
    return (
      <FormDialog
        open
        onOpenChange={onClose}
        title={t('codeTitle')}
        description={t('codeText')}
        submitLabel={t('codeDone')}
        pending={false}
        onSubmit={onForm(onClose)}
      >
        <p data-testid="invitation-code" className="mono select-all text-center text-2xl">
          {code}
        </p>
      </FormDialog>
    );
  return (
    <FormDialog
      open
      onOpenChange={onClose}
      title={t('inviteTitle')}
      description={t('inviteText')}
      submitLabel={t('send')}
      pending={send.pending}
      onSubmit={submit}
    >
      <Field label={t('email')} error={send.errorOf('email')}>
        <Input name="email" type="email" autoComplete="off" maxLength={320} />
      </Field>
      <Field label={t('place')} error={send.errorOf('tenantId')}>
        <Select
          value={tenantId}
          onValueChange={setTenantId}
          options={places.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Field>
      <Field label={t('role')} error={send.errorOf('role')}>
        <Select
          key={place?.kind}
          name="role"
          defaultValue={roles[0]}
          options={roles.map((role) => ({ value: role, label: tRoles(role) }))}
        />
      </Field>
    </FormDialog>
  );
}
