'use client';

import { signOut } from 'next-auth/react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { usePasskeySupport } from '@/components/passkey';
import { Button } from '@/components/ui/button';
import { AddPasskey } from '../../(panel)/settings/passkeys';
import { RecoveryCodes } from '../../(panel)/settings/recovery-codes';
import { SecondFactorSetUp } from '../../(panel)/settings/second-factor-set-up';
import { AuthFrame } from '../auth-frame';

export function RequiredFactor() {
  const t = useTranslations('auth.factor');
  const [open, setOpen] = useState<'codes' | 'passkey' | null>(null);
  const support = usePasskeySupport();
  const [codes, setCodes] = useState<string[] | null>(null);
  return (
    <AuthFrame title={t('heading')} text={t('text')}>
      <div className="flex flex-col gap-3">
        <Button variant="primary" className="h-9 justify-center max-sm:h-11" onClick={() => setOpen('codes')}>
          {t('setUp')}
        </Button>
        {support === 'yes' ? (
          <Button className="h-9 justify-center max-sm:h-11" onClick={() => setOpen('passkey')}>
            {t('passkey')}
          </Button>
        ) : null}
        <Button variant="ghost" onClick={() => void signOut({ callbackUrl: '/sign-in' })}>
          {t('signOut')}
        </Button>
      </div>
      {open === 'codes' ? <SecondFactorSetUp programs={null} onClose={() => setOpen(null)} onCodes={setCodes} /> : null}
      {open === 'passkey' ? (
        <AddPasskey programs={null} onClose={() => setOpen(null)} onDone={() => location.assign('/')} />
      ) : null}
      {codes ? <RecoveryCodes codes={codes} onClose={() => location.assign('/')} /> : null}
    </AuthFrame>
  );
}
