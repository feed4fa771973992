'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { onForm } from '@/components/on-form';
import { Field, Input } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';
import { useAction } from '@/components/use-action';
import { requestResetAction } from '../actions';
import { AuthForm } from '../auth-form';
import { AuthFrame } from '../auth-frame';

const fields = ['email'] as const;

/** Shows the same message whether the account exists or not. */
export function ForgotPassword() {
  const t = useTranslations('auth');
  const [asked, setAsked] = useState(false);
  const ask = useAction(requestResetAction, { fields, onDone: () => setAsked(true) });
  const submit = onForm((text) => {
    ask.run({ email: text('email') });
  });
  return (
    <AuthFrame title={t('reset.forgotHeading')} text={t('reset.forgotText')}>
      {asked ? (
        <Notice tone="good">{t('reset.asked')}</Notice>
      ) : (
        <AuthForm onSubmit={submit} pending={ask.pending} submitLabel={t('reset.ask')}>
          <Field label={t('name')} hint={t('reset.mailboxNote')} error={ask.errorOf('email')}>
            <Input
              name="email"
              inputMode="email"
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
              maxLength={320}
            />
          </Field>
        </AuthForm>
      )}
      <Link href="/sign-in" className="mt-4 inline-block text-accent text-sm hover:underline">
        {t('invitation.toSignIn')}
      </Link>
    </AuthFrame>
  );
}
