'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { onForm } from '@/components/on-form';
import { QrCode } from '@/components/qr-code';
import { Field, Input } from '@/components/ui/field';
import { FormDialog } from '@/components/ui/form-dialog';
import { useAction } from '@/components/use-action';
import { confirmSecondFactorAction, startSecondFactorAction } from './actions';
import { PasswordProof } from './password-proof';

const fields = ['code'] as const;

/** Sets up a second factor: password, then the QR code for the app, then its first code. */
export function SecondFactorSetUp({ onCodes, onClose }: { onCodes: (codes: string[]) => void; onClose: () => void }) {
  const t = useTranslations('settings.factor');
  const [started, setStarted] = useState<{ secret: string; address: string } | null>(null);
  const confirm = useAction(confirmSecondFactorAction, {
    fields,
    onDone: (codes) => {
      onClose();
      onCodes(codes);
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
    confirm.run({ code: text('code') });
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
    </FormDialog>
  );
}
