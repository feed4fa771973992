'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { Forward } from '@/lib/aliases/shapes';
import type { AppPasswordRow } from '@/lib/credentials/shapes';
import type { Device } from '@/lib/devices/shapes';
import type { MailboxRow } from '@/lib/mailboxes/shapes';
import type { Sending } from '@/lib/outbound/shapes';
import { AddressForm } from './address-form';
import { ForwardForm } from './forward-form';
import { MainPasswordSwitch } from './main-password-switch';
import { NameForm } from './name-form';
import { type Factors, OwnersFactors } from './owners-factors';
import { PasswordForm } from './password-form';
import { Pop3Keep } from './pop3-keep';
import { ProtocolSwitches } from './protocol-switches';
import { QuotaForm } from './quota-form';
import { SendingLimitsForm } from './sending-limits-form';
import { SendingUse } from './sending-panel';

export function MailboxSettings({
  mailbox,
  devices,
  forward,
  factors,
  sending,
  appPasswords,
  mayWrite,
}: {
  mailbox: MailboxRow;
  devices: Device[];
  forward: Forward;
  factors: Factors;
  sending: Sending | null;
  appPasswords: AppPasswordRow[];
  mayWrite: boolean;
}) {
  const t = useTranslations('mailboxes');
  const tSending = useTranslations('accounts.sending');
  return (
    <div className="flex max-w-3xl flex-col divide-y divide-line">
      <Part title={t('protocols')} text={t('protocolsText')}>
        <ProtocolSwitches mailbox={mailbox} devices={devices} mayWrite={mayWrite} />
      </Part>
      <Part title={t('pop3Keep.title')} text={t('pop3Keep.text')}>
        <Pop3Keep mailbox={mailbox} mayWrite={mayWrite} />
      </Part>
      <Part title={t('mainPassword')} text={t('mainPasswordText')}>
        <MainPasswordSwitch mailbox={mailbox} devices={devices} mayWrite={mayWrite} />
      </Part>
      <Part title={t('factors')} text={t('factorsText')}>
        <OwnersFactors mailbox={mailbox} factors={factors} mayWrite={mayWrite} />
      </Part>
      {sending ? (
        <Part title={tSending('title')} text={tSending('text')}>
          <div className="flex flex-col gap-4">
            <SendingUse sending={sending} />
            {mayWrite ? (
              <SendingLimitsForm key={JSON.stringify(sending.own)} level="mailbox" id={mailbox.id} own={sending.own} />
            ) : null}
          </div>
        </Part>
      ) : null}
      {mayWrite ? (
        <>
          <Part title={t('displayName')} text={t('displayNameHint')}>
            <NameForm mailbox={mailbox} />
          </Part>
          <Part title={t('address')} text={t('addressText')}>
            <AddressForm key={mailbox.address} mailbox={mailbox} />
          </Part>
          <Part title={t('forward')} text={t('forwardText')}>
            <ForwardForm mailbox={mailbox} forward={forward} />
          </Part>
          <Part title={t('quota')} text={t('quotaText')}>
            <QuotaForm mailbox={mailbox} />
          </Part>
          <Part title={t('password')} text={t('passwordText')}>
            <PasswordForm mailbox={mailbox} appPasswords={appPasswords} />
          </Part>
        </>
      ) : null}
    </div>
  );
}

function Part({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <section className="grid gap-x-8 gap-y-3 py-5 first:pt-0 sm:grid-cols-[14rem_1fr]">
      <div>
        <h2 className="font-medium">{title}</h2>
        <p className="mt-1 text-ink-2 text-xs">{text}</p>
      </div>
      <div>{children}</div>
    </section>
  );
}
