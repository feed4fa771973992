'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { onForm } from '@/components/on-form';
import { Field, Input } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';
import { useAction } from '@/components/use-action';
import type { OpenReset } from '@/lib/people/shapes';
import { resetPasswordAction } from '../../actions';
import { AuthForm } from '../../auth-form';
import { AuthFrame } from '../../auth-frame';

const fields = ['password', 'code'] as const;

export function ResetPassword({ token, asks }: { token: string; asks: OpenReset['asks'] }) {
  const t = useTranslations('auth');
  const [done, setDone] = useState(false);
  const set = useAction(resetPasswordAction, { fields, onDone: () => setDone(true) });
  const submit = onForm((text) => {
    set.run({ token, password: text('password'), code: text('code') });
  });
  return (
    <AuthFrame title={t('reset.heading')} text={t('reset.text')}>
      {done || asks === 'staff-without-factor' ? (
        <>
          <Notice tone={done ? 'good' : 'warn'}>{t(done ? 'reset.done' : 'reset.staff')}</Notice>
          <Link href="/sign-in" className="mt-4 inline-block text-accent text-sm hover:underline">
            {t('invitation.toSignIn')}
          </Link>
        </>
      ) : (
        <AuthForm onSubmit={submit} pending={set.pending} submitLabel={t('reset.set')}>
          <Field label={t('reset.password')} hint={t('invitation.passwordHint')} error={set.errorOf('password')}>
            <Input name="password" type="password" autoComplete="new-password" maxLength={256} />
          </Field>
          {asks === 'password-and-code' ? (
            <Field label={t('code')} hint={t('codeHint')} error={set.errorOf('code')}>
              <Input name="code" autoComplete="one-time-code" maxLength={64} className="mono" />
            </Field>
          ) : null}
        </AuthForm>
      )}
    </AuthFrame>
  );
}
