'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { onForm } from '@/components/on-form';
import { Button } from '@/components/ui/button';
import { Field, Input } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';
import { useAction } from '@/components/use-action';
import { useReady } from '@/components/use-ready';
import { requestResetAction } from '../actions';
import { AuthFrame } from '../auth-frame';

const fields = ['email'] as const;

/** Says the same to everybody who asks. */
export function ForgotPassword() {
  const t = useTranslations('auth');
  const ready = useReady();
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
        <form
          method="post"
          onSubmit={submit}
          noValidate
          className="flex flex-col gap-4 rounded-lg border border-line bg-surface p-5"
        >
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
          <Button type="submit" variant="primary" pending={ask.pending} disabled={!ready} className="h-9 max-sm:h-11">
            {t('reset.ask')}
          </Button>
        </form>
      )}
      <Link href="/sign-in" className="mt-4 inline-block text-accent text-sm hover:underline">
        {t('invitation.toSignIn')}
      </Link>
    </AuthFrame>
  );
}
