'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Time } from '@/components/ui/time';
import { toast } from '@/components/ui/toast';
import { removeSecondFactorAction, renewRecoveryCodesAction } from './actions';
import { AppPasswordOffer } from './app-password-offer';
import { PasswordProof } from './password-proof';
import type { Programs } from './programs';
import { RecoveryCodes } from './recovery-codes';
import { SecondFactorSetUp } from './second-factor-set-up';

export interface SecondFactorProps {
  state: { since: string | null; recoveryCodesLeft: number };
  passkeys: number;
  programs: Programs | null;
}

/** Sets up and removes the second factor, and renews its recovery codes. */
export function SecondFactor({ state, passkeys, programs }: SecondFactorProps) {
  const t = useTranslations('settings.factor');
  const router = useRouter();
  const [doing, setDoing] = useState<'set-up' | 'remove' | 'renew' | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  // The devices as they were, because the page is refreshed when the main password no longer works.
  const [offer, setOffer] = useState<Programs | null>(null);
  const { since } = state;
  return (
    <>
      {since ? (
        <div className="flex flex-wrap items-center justify-between gap-3 text-sm">
          <div className="min-w-0">
            <p className="flex flex-wrap items-center gap-2">
              <Badge tone="good">{t('on')}</Badge>
              <span className="text-ink-2">{t.rich('since', { time: () => <Time value={since} /> })}</span>
            </p>
            <p className="mt-1 text-ink-2">{t('codesLeft', { count: state.recoveryCodesLeft })}</p>
          </div>
          <div className="flex flex-wrap gap-2">
            <Button size="sm" onClick={() => setDoing('renew')}>
              {t('renew')}
            </Button>
            <Button size="sm" onClick={() => setDoing('remove')}>
              {t('remove')}
            </Button>
          </div>
        </div>
      ) : (
        <div className="flex flex-wrap items-center justify-between gap-3 text-sm">
          <p className="text-ink-2">{t(passkeys > 0 ? 'offWithPasskey' : 'off')}</p>
          <Button variant="primary" onClick={() => setDoing('set-up')}>
            {t('setUp')}
          </Button>
        </div>
      )}
      {doing === 'set-up' ? (
        <SecondFactorSetUp
          programs={programs}
          onClose={() => setDoing(null)}
          onCodes={(made, mainPasswordOff) => {
            setCodes(made);
            setOffer(mainPasswordOff ? programs : null);
          }}
        />
      ) : null}
      {doing === 'renew' ? (
        <PasswordProof
          title={t('renewTitle')}
          text={t('renewText')}
          confirm={t('renew')}
          act={renewRecoveryCodesAction}
          onClose={() => setDoing(null)}
          onDone={(made) => {
            setDoing(null);
            setCodes(made);
          }}
        />
      ) : null}
      {doing === 'remove' ? (
        <PasswordProof
          title={t('removeTitle')}
          text={t('removeText')}
          confirm={t('remove')}
          danger
          act={removeSecondFactorAction}
          onClose={() => setDoing(null)}
          onDone={() => {
            setDoing(null);
            toast.success(t('removed'));
            router.refresh();
          }}
        />
      ) : null}
      {offer && !codes ? (
        <AppPasswordOffer
          programs={offer}
          onClose={() => {
            setOffer(null);
            router.refresh();
          }}
        />
      ) : null}
      {codes ? (
        <RecoveryCodes
          codes={codes}
          onClose={() => {
            setCodes(null);
            setDoing(null);
            router.refresh();
          }}
        />
      ) : null}
    </>
  );
}
