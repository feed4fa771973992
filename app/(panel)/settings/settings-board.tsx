'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { NetworkBlocks } from '@/components/accounts/network-blocks';
import { SetUp } from '@/components/accounts/set-up';
import { Notice } from '@/components/ui/notice';
import type { LogRetention } from '@/lib/activity/shapes';
import type { ClientSettings } from '@/lib/client-setup/shapes';
import type { AppPasswordRow, NetworkBlockRow } from '@/lib/credentials/shapes';
import type { Device } from '@/lib/devices/shapes';
import type { Sending } from '@/lib/outbound/shapes';
import { SessionLogForm } from '../customers/session-log-form';
import { AppPasswords } from '../mailboxes/[mailboxId]/app-passwords';
import { MainPasswordSwitch } from '../mailboxes/[mailboxId]/main-password-switch';
import { SendingSuspension, SendingUse } from '../mailboxes/[mailboxId]/sending-panel';
import { blockActions } from '../mailboxes/block-actions';
import { NameForm } from './name-form';
import { type PasskeyItem, Passkeys } from './passkeys';
import { PasswordForm } from './password-form';
import { type PlatformProps, PlatformSwitches } from './platform-switches';
import { Preferences } from './preferences';
import { SecondFactor, type SecondFactorProps } from './second-factor';
import { type FailureRow, SignInHistory } from './sign-in-history';
import { SignInList, type SignInRow } from './sign-in-list';

export interface SettingsProps {
  person: { name: string; email: string; role: string; tenant: string | null };
  mailboxId: string | null;
  signIns: SignInRow[];
  failures: FailureRow[];
  secondFactor: SecondFactorProps['state'];
  passkeys: PasskeyItem[];
  appPasswords: AppPasswordRow[];
  blocks: NetworkBlockRow[];
  /** For mailbox owners. */
  mainPassword: { allowed: boolean; devices: Device[] } | null;
  /** What the owner of a mailbox has sent. */
  sending: Sending | null;
  /** For who may decide for the whole host. */
  platform: (PlatformProps & { sessionLog: LogRetention }) | null;
  /** Somebody else looks: nothing that belongs to the account alone is offered. */
  viewed: boolean;
  /** What a mail program has to know; null for somebody without a mailbox. */
  clientSettings: ClientSettings | null;
}

export function SettingsBoard({ platform, viewed, ...own }: SettingsProps) {
  const { person, mailboxId } = own;
  const t = useTranslations('settings');
  const tRoles = useTranslations('roles');
  const log = useTranslations('customers.sessionLog');
  return (
    <div className="flex max-w-4xl flex-col gap-8">
      <Section title={t('profile')} text={t('profileText')}>
        {mailboxId && !viewed ? (
          <NameForm mailboxId={mailboxId} name={person.name === person.email ? '' : person.name} />
        ) : null}
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-2 text-sm">
          {mailboxId || person.name === person.email ? null : (
            <>
              <dt className="text-ink-3">{t('name')}</dt>
              <dd className="truncate">{person.name}</dd>
            </>
          )}
          <dt className="text-ink-3">{t('address')}</dt>
          <dd className="mono truncate">{person.email}</dd>
          <dt className="text-ink-3">{t('role')}</dt>
          <dd className="truncate">{[tRoles(person.role), person.tenant].filter(Boolean).join(' · ')}</dd>
        </dl>
        <Preferences />
      </Section>
      {viewed ? <Notice>{t('viewed')}</Notice> : <Own {...own} />}
      {platform ? (
        <>
          <Section title={t('staff.title')} text={t('staff.text')}>
            <PlatformSwitches {...platform} />
          </Section>
          <Section title={log('title')} text={log('hostText')}>
            <SessionLogForm key={JSON.stringify(platform.sessionLog)} tenantId={null} log={platform.sessionLog} />
          </Section>
        </>
      ) : null}
    </div>
  );
}

/** What only the account itself sees and changes. */
function Own({
  person,
  mailboxId,
  signIns,
  failures,
  secondFactor,
  passkeys,
  appPasswords,
  blocks,
  mainPassword,
  sending,
  clientSettings,
}: Omit<SettingsProps, 'platform' | 'viewed'>) {
  const t = useTranslations('settings');
  const tMailboxes = useTranslations('mailboxes');
  const accounts = useTranslations('accounts');
  const programs =
    mailboxId && mainPassword && clientSettings
      ? { mailboxId, address: person.email, ...mainPassword, settings: clientSettings }
      : null;
  return (
    <>
      <Section title={t('password')} text={t(mailboxId ? 'mailboxPasswordText' : 'passwordText')}>
        <PasswordForm email={person.email} appPasswords={appPasswords} />
      </Section>
      <Section title={t('factor.title')} text={t(mailboxId ? 'factor.mailboxText' : 'factor.text')}>
        <SecondFactor state={secondFactor} passkeys={passkeys.length} programs={programs} />
      </Section>
      <Section title={t('passkeys.title')} text={t('passkeys.text')}>
        <Passkeys rows={passkeys} programs={programs} />
      </Section>
      {mailboxId ? (
        <Section title={t('appPasswords')}>
          <AppPasswords mailbox={{ id: mailboxId }} appPasswords={appPasswords} mayWrite />
        </Section>
      ) : null}
      {mailboxId && mainPassword ? (
        <Section title={tMailboxes('mainPassword')} text={tMailboxes('mainPasswordText')}>
          <MainPasswordSwitch
            mailbox={{ id: mailboxId, address: person.email, mainPassword: mainPassword.allowed }}
            devices={mainPassword.devices}
            mayWrite
          />
        </Section>
      ) : null}
      {mailboxId && sending ? (
        <Section title={accounts('sending.title')} text={accounts('sending.text')}>
          <div className="flex flex-col gap-4">
            <SendingSuspension mailbox={{ id: mailboxId, address: person.email }} sending={sending} mayWrite />
            <SendingUse sending={sending} />
          </div>
        </Section>
      ) : null}
      {mailboxId ? (
        <Section title={accounts('block.title')}>
          <NetworkBlocks mailboxId={mailboxId} blocks={blocks} mayWrite actions={blockActions} />
        </Section>
      ) : null}
      {clientSettings ? (
        <Section title={t('programs')} text={t('programsText')}>
          <SetUp address={person.email} settings={clientSettings} devices={mainPassword?.devices ?? []} profile />
        </Section>
      ) : null}
      <Section title={t('signIns')} text={t('signInsText')}>
        <SignInList rows={signIns.filter((row) => !row.endedAt)} />
        <SignInHistory ended={signIns.filter((row) => row.endedAt)} failures={failures} />
      </Section>
    </>
  );
}

function Section({ title, text, children }: { title: string; text?: string; children: ReactNode }) {
  return (
    <section className="grid gap-x-8 gap-y-3 lg:grid-cols-[16rem_minmax(0,1fr)]">
      <div>
        <h2 className="font-semibold text-base">{title}</h2>
        {text ? <p className="mt-1 text-pretty text-ink-2 text-sm">{text}</p> : null}
      </div>
      <div className="min-w-0 rounded-lg border border-line bg-surface p-4">{children}</div>
    </section>
  );
}
