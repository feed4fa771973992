'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type FormEvent, useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Field, Input } from '@/components/ui/field';
import { toast } from '@/components/ui/toast';
import { useAction } from '@/components/use-action';
import { changePasswordAction } from './actions';

const fields = ['present', 'password'] as const;

export function PasswordForm({ email }: { email: string }) {
  const t = useTranslations('settings');
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const [differs, setDiffers] = useState(false);
  const change = useAction(changePasswordAction, {
    fields,
    onDone: () => {
      form.current?.reset();
      toast.success(t('passwordChanged'));
      router.refresh();
    },
  });

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const typed = new FormData(event.currentTarget);
    const text = (name: string) => String(typed.get(name) ?? '');
    const same = text('password') === text('again');
    setDiffers(!same);
    change.reset();
    if (same) change.run({ present: text('present'), password: text('password') });
  }

  return (
    <form ref={form} onSubmit={submit} noValidate className="flex max-w-sm flex-col gap-4">
      {/* Password keepers look for the name that belongs to the password. */}
      <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
      <Field label={t('present')} error={change.errorOf('present')}>
        <Input name="present" type="password" autoComplete="current-password" maxLength={1024} />
      </Field>
      <Field label={t('wanted')} hint={t('wantedHint')} error={change.errorOf('password')}>
        <Input name="password" type="password" autoComplete="new-password" maxLength={256} />
      </Field>
      <Field label={t('again')} error={differs ? t('differs') : undefined}>
        <Input name="again" type="password" autoComplete="new-password" maxLength={256} />
      </Field>
      <Button type="submit" variant="primary" pending={change.pending} className="self-start">
        {t('change')}
      </Button>
    </form>
  );
}
