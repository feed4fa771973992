'use client';

import { useRouter } from 'next/navigation';
import { signIn } from 'next-auth/react';
import { useTranslations } from 'next-intl';
import { onForm } from '@/components/on-form';
import { Field, Input } from '@/components/ui/field';
import { useAction } from '@/components/use-action';
import type { OpenInvitation } from '@/lib/people/shapes';
import { acceptInvitationAction } from '../../actions';
import { AuthForm } from '../../auth-form';
import { AuthFrame } from '../../auth-frame';

const fields = ['name', 'password', 'code'] as const;

export function AcceptInvitation({ token, invitation }: { token: string; invitation: OpenInvitation }) {
  const t = useTranslations('auth.invitation');
  const tRoles = useTranslations('roles');
  const router = useRouter();
  const { email, known } = invitation;
  const tenant = invitation.tenantName;
  const accept = useAction(acceptInvitationAction, {
    fields,
    onDone: async (_, { password }) => {
      // For an account with a second factor this does not sign in, and it continues on the sign-in page.
      const outcome = await signIn('credentials', { name: email, password, redirect: false }).catch(() => null);
      router.replace(outcome?.ok && !outcome.error ? '/' : '/sign-in');
      router.refresh();
    },
  });
  const submit = onForm((text) => {
    accept.run({ token, name: text('name'), password: text('password'), code: text('code') });
  });
  return (
    <AuthFrame title={t('heading')} text={t('text', { who: invitation.invitedBy, tenant })}>
      <AuthForm onSubmit={submit} pending={accept.pending} submitLabel={t('accept')}>
        <p className="text-pretty text-ink-2 text-sm">
          {known ? t('known', { tenant }) : t('asRole', { role: tRoles(invitation.role) })}
        </p>
        <Field label={t('address')}>
          <Input name="username" value={email} readOnly autoComplete="username" className="mono" />
        </Field>
        {invitation.wantsCode ? (
          <Field label={t('code')} hint={t('codeHint', { who: invitation.invitedBy })} error={accept.errorOf('code')}>
            <Input name="code" inputMode="numeric" autoComplete="off" maxLength={64} className="mono" />
          </Field>
        ) : null}
        {known ? null : (
          <Field label={t('name')} error={accept.errorOf('name')}>
            <Input name="name" autoComplete="name" maxLength={120} />
          </Field>
        )}
        <Field
          label={t(known ? 'knownPassword' : 'password')}
          hint={known ? undefined : t('passwordHint')}
          error={accept.errorOf('password')}
        >
          <Input
            name="password"
            type="password"
            autoComplete={known ? 'current-password' : 'new-password'}
            maxLength={1024}
          />
        </Field>
      </AuthForm>
    </AuthFrame>
  );
}
