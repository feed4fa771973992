'use client';

import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { KeepAppPasswords } from '@/components/accounts/keep-app-passwords';
import { onForm } from '@/components/on-form';
import { Button } from '@/components/ui/button';
import { Field, Input } from '@/components/ui/field';
import { useChange } from '@/components/use-change';
import type { AppPasswordRow } from '@/lib/credentials/shapes';
import { changePasswordAction } from './actions';

const fields = ['currentPassword', 'password'] as const;

export function PasswordForm({ email, appPasswords }: { email: string; appPasswords: AppPasswordRow[] }) {
  const t = useTranslations('settings');
  const form = useRef<HTMLFormElement>(null);
  const [differs, setDiffers] = useState(false);
  const [kept, setKept] = useState(new Set<string>());
  const change = useChange(changePasswordAction, {
    fields,
    onDone: () => {
      form.current?.reset();
      setKept(new Set());
    },
    done: () => t('passwordChanged'),
  });

  const submit = onForm((text) => {
    const same = text('password') === text('again');
    setDiffers(!same);
    change.reset();
    if (same)
      change.run({ currentPassword: text('currentPassword'), password: text('password'), keepAppPasswords: [...kept] });
  });

  return (
    <form ref={form} onSubmit={submit} noValidate className="flex max-w-sm flex-col gap-4">
      {/* Password managers look for the user name that belongs to the password. */}
      <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
      <Field label={t('currentPassword')} error={change.errorOf('currentPassword')}>
        <Input name="currentPassword" type="password" autoComplete="current-password" maxLength={1024} />
      </Field>
      <Field label={t('newPassword')} hint={t('newPasswordHint')} error={change.errorOf('password')}>
        <Input name="password" type="password" autoComplete="new-password" maxLength={256} />
      </Field>
      <Field label={t('again')} error={differs ? t('differs') : undefined}>
        <Input name="again" type="password" autoComplete="new-password" maxLength={256} />
      </Field>
      <KeepAppPasswords appPasswords={appPasswords} kept={kept} onKept={setKept} />
      <Button type="submit" variant="primary" pending={change.pending} className="self-start">
        {t('change')}
      </Button>
    </form>
  );
}
