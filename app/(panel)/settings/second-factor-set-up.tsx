'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { onForm } from '@/components/on-form';
import { QrCode } from '@/components/qr-code';
import { Field, Input } from '@/components/ui/field';
import { FormDialog } from '@/components/ui/form-dialog';
import { useAction } from '@/components/use-action';
import { confirmSecondFactorAction, startSecondFactorAction } from './actions';
import { MainPasswordChoice } from './main-password-choice';
import { PasswordProof } from './password-proof';
import type { Programs } from './programs';

const fields = ['code'] as const;

/** Sets up a second factor: password, then the QR code for the app, then its first code. */
export function SecondFactorSetUp({
  programs,
  onCodes,
  onClose,
}: {
  programs: Programs | null;
  /** With whether mail programs no longer take the main password. */
  onCodes: (codes: string[], mainPasswordOff: boolean) => void;
  onClose: () => void;
}) {
  const t = useTranslations('settings.factor');
  const [started, setStarted] = useState<{ secret: string; address: string } | null>(null);
  const [off, setOff] = useState(true);
  const mainPasswordOff = off && programs?.allowed === true;
  const confirm = useAction(confirmSecondFactorAction, {
    fields,
    onDone: (codes) => {
      onClose();
      onCodes(codes, mainPasswordOff);
    },
  });
  if (!started) {
    return (
      <PasswordProof
        title={t('setUpTitle')}
        text={t('confirmText')}
        confirm={t('next')}
        act={startSecondFactorAction}
        onDone={setStarted}
        onClose={onClose}
      />
    );
  }
  const submit = onForm((text) => {
    confirm.run({ code: text('code'), mainPasswordOff });
  });
  return (
    <FormDialog
      open
      onOpenChange={onClose}
      title={t('setUpTitle')}
      description={t('scanText')}
      submitLabel={t('confirm')}
      pending={confirm.pending}
      onSubmit={submit}
    >
      <QrCode text={started.address} label={t('picture')} className="mx-auto size-44" />
      <div className="text-sm">
        <p className="text-ink-2">{t('byHand')}</p>
        <p className="mono mt-1 select-all break-all" data-testid="totp-secret">
          {started.secret.match(/.{1,4}/g)?.join(' ')}
        </p>
      </div>
      <Field label={t('code')} error={confirm.errorOf('code')}>
        <Input name="code" inputMode="numeric" autoComplete="one-time-code" maxLength={12} className="mono" />
      </Field>
      {programs?.allowed ? <MainPasswordChoice programs={programs} off={off} onOff={setOff} /> : null}
    </FormDialog>
  );
}
