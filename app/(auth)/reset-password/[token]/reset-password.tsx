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
import { resetPasswordAction } from '../../actions';
import { AuthFrame } from '../../auth-frame';

const fields = ['password'] as const;

export function ResetPassword({ token }: { token: string }) {
  const t = useTranslations('auth');
  const ready = useReady();
  const [done, setDone] = useState(false);
  const set = useAction(resetPasswordAction, { fields, onDone: () => setDone(true) });
  const submit = onForm((text) => {
    set.run({ token, password: text('password') });
  });
  return (
    <AuthFrame title={t('reset.heading')} text={t('reset.text')}>
      {done ? (
        <>
          <Notice tone="good">{t('reset.done')}</Notice>
          <Link href="/sign-in" className="mt-4 inline-block text-accent text-sm hover:underline">
            {t('invitation.toSignIn')}
          </Link>
        </>
      ) : (
        <form
          method="post"
          onSubmit={submit}
          noValidate
          className="flex flex-col gap-4 rounded-lg border border-line bg-surface p-5"
        >
          <Field label={t('reset.password')} hint={t('invitation.passwordHint')} error={set.errorOf('password')}>
            <Input name="password" type="password" autoComplete="new-password" maxLength={256} />
          </Field>
          <Button type="submit" variant="primary" pending={set.pending} disabled={!ready} className="h-9 max-sm:h-11">
            {t('reset.set')}
          </Button>
        </form>
      )}
    </AuthFrame>
  );
}
