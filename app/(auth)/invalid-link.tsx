'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Notice } from '@/components/ui/notice';
import { AuthFrame } from './auth-frame';

/** Shown for a link that is used, revoked, expired or unknown. */
export function InvalidLink({ what }: { what: 'invitation' | 'reset' }) {
  const t = useTranslations('auth');
  return (
    <AuthFrame title={t(`${what}.title`)} text={t(`${what}.gone`)}>
      <Notice tone="warn">{t(`${what}.goneText`)}</Notice>
      <p className="mt-4 flex flex-wrap gap-4 text-sm">
        {what === 'reset' ? (
          <Link href="/forgot-password" className="text-accent hover:underline">
            {t('reset.again')}
          </Link>
        ) : null}
        <Link href="/sign-in" className="text-accent hover:underline">
          {t('invitation.toSignIn')}
        </Link>
      </p>
    </AuthFrame>
  );
}
