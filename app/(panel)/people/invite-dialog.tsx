'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field, Input } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { toast } from '@/components/ui/toast';
import { useAction } from '@/components/use-action';
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
  const common = useTranslations('common');
  const router = useRouter();
  const [tenantId, setTenantId] = useState(places[0]?.id ?? '');
  const place = places.find(({ id }) => id === tenantId);
  const roles = place ? rolesOf[place.kind] : [];
  const send = useAction(inviteAction, {
    fields,
    onDone: (_, { email }) => {
      onClose();
      toast.success(t('invited', { email }));
      router.refresh();
    },
  });
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const typed = new FormData(event.currentTarget);
    const role = roles.find((each) => each === typed.get('role')) ?? roles[0];
    if (role) send.run({ email: String(typed.get('email') ?? '').trim(), tenantId, role });
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('inviteTitle')}
      description={t('inviteText')}
      footer={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="submit" form="invite" variant="primary" pending={send.pending}>
            {t('send')}
          </Button>
        </>
      }
    >
      <form id="invite" onSubmit={submit} noValidate className="flex flex-col gap-4">
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
      </form>
    </Dialog>
  );
}
