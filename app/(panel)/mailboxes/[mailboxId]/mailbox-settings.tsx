'use client';

import { Dices } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { type FormEvent, type ReactNode, useState } from 'react';
import { newPassword } from '@/components/accounts/new-password';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/dialog';
import { Field, Input, Switch } from '@/components/ui/field';
import { formatBytes } from '@/components/ui/format-bytes';
import { ProtocolMark } from '@/components/ui/protocol-mark';
import { toast, toastUndo } from '@/components/ui/toast';
import { useAction } from '@/components/use-action';
import { type MailProtocol, mailProtocols, type Protocols } from '@/lib/access/shapes';
import type { Forward } from '@/lib/aliases/shapes';
import type { Device } from '@/lib/devices/shapes';
import type { MailboxRow } from '@/lib/mailboxes/shapes';
import { setDisplayNameAction, setPasswordAction, setProtocolsAction, setQuotaAction } from '../actions';
import { AddressForm } from './address-form';
import { ForwardForm } from './forward-form';
import { MainPasswordSwitch } from './main-password-switch';
import { type Factors, OwnersFactors } from './owners-factors';
import { Pop3Keep } from './pop3-keep';
import { recent, ShutOut } from './shut-out';

const gigabyte = 1024 ** 3;
const quotaFields = ['quotaBytes'] as const;
const passwordFields = ['password'] as const;
const nameFields = ['displayName'] as const;

export function MailboxSettings({
  mailbox,
  devices,
  forward,
  factors,
  mayWrite,
}: {
  mailbox: MailboxRow;
  devices: Device[];
  forward: Forward;
  factors: Factors;
  mayWrite: boolean;
}) {
  const t = useTranslations('mailboxes');
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
            <PasswordForm mailbox={mailbox} />
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

function ProtocolSwitches({
  mailbox,
  devices,
  mayWrite,
}: {
  mailbox: MailboxRow;
  devices: Device[];
  mayWrite: boolean;
}) {
  const t = useTranslations('mailboxes');
  const common = useTranslations('common');
  const names = useTranslations('protocols');
  const router = useRouter();
  const [asking, setAsking] = useState<MailProtocol | null>(null);
  const set = useAction(setProtocolsAction, {
    onDone: (_, { protocols }) => {
      const off = asking;
      setAsking(null);
      router.refresh();
      if (off) {
        toastUndo(t('protocolOff', { protocol: names(off) }), common('undo'), () =>
          set.run({ mailboxId: mailbox.id, protocols: { ...protocols, [off]: true } }),
        );
      } else toast.success(common('saved'));
    },
  });
  const save = (protocols: Protocols) => set.run({ mailboxId: mailbox.id, protocols });
  return (
    <div className="flex flex-col gap-3">
      {mailProtocols.map((protocol) => (
        <Switch
          key={protocol}
          checked={mailbox.protocols[protocol]}
          disabled={!mayWrite || set.pending}
          onCheckedChange={(on) => (on ? save({ ...mailbox.protocols, [protocol]: true }) : setAsking(protocol))}
          label={<ProtocolMark protocol={protocol} label />}
          hint={t(`protocolText.${protocol}`)}
        />
      ))}
      <ConfirmDialog
        open={asking !== null}
        onOpenChange={() => setAsking(null)}
        title={t('protocolOffTitle', { protocol: asking ? names(asking) : '', address: mailbox.address })}
        confirmLabel={t('protocolOffConfirm', { protocol: asking ? names(asking) : '' })}
        danger
        pending={set.pending}
        onConfirm={() => asking && save({ ...mailbox.protocols, [asking]: false })}
      >
        {asking ? t(`protocolOffText.${asking}`) : null} {t('protocolOffSessions')}
        <ShutOut devices={recent(devices, (device) => device.protocol === asking)} />
      </ConfirmDialog>
    </div>
  );
}

function NameForm({ mailbox }: { mailbox: MailboxRow }) {
  const t = useTranslations('mailboxes');
  const common = useTranslations('common');
  const router = useRouter();
  const set = useAction(setDisplayNameAction, {
    fields: nameFields,
    onDone: () => {
      toast.success(common('saved'));
      router.refresh();
    },
  });
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    set.run({ mailboxId: mailbox.id, displayName: String(new FormData(event.currentTarget).get('displayName') ?? '') });
  }
  return (
    <form onSubmit={submit} noValidate className="flex flex-wrap items-end gap-2">
      <Field label={t('displayName')} error={set.errorOf('displayName')}>
        <Input name="displayName" defaultValue={mailbox.displayName} className="w-64" />
      </Field>
      <Button type="submit" pending={set.pending}>
        {common('save')}
      </Button>
    </form>
  );
}

function QuotaForm({ mailbox }: { mailbox: MailboxRow }) {
  const t = useTranslations('mailboxes');
  const common = useTranslations('common');
  const locale = useLocale();
  const router = useRouter();
  const set = useAction(setQuotaAction, {
    fields: quotaFields,
    onDone: () => {
      toast.success(common('saved'));
      router.refresh();
    },
  });
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const typed = String(new FormData(event.currentTarget).get('quota') ?? '').replace(',', '.');
    set.run({ mailboxId: mailbox.id, quotaBytes: Math.round(Number(typed) * gigabyte) });
  }
  const below = set.failure?.code === 'quota-exceeded' ? Number(set.failure.details.usedBytes ?? 0) : null;
  return (
    <form onSubmit={submit} noValidate className="flex flex-wrap items-start gap-2">
      <Field
        label={t('quotaGb')}
        error={below === null ? set.errorOf('quotaBytes') : t('quotaBelowUsed', { used: formatBytes(below, locale) })}
      >
        <Input
          name="quota"
          inputMode="decimal"
          defaultValue={String(Math.round((mailbox.quotaBytes / gigabyte) * 1000) / 1000)}
          className="w-32"
        />
      </Field>
      <Button type="submit" className="mt-6" pending={set.pending}>
        {common('save')}
      </Button>
    </form>
  );
}

function PasswordForm({ mailbox }: { mailbox: MailboxRow }) {
  const t = useTranslations('mailboxes');
  const [password, setPassword] = useState('');
  const set = useAction(setPasswordAction, {
    fields: passwordFields,
    onDone: () => {
      setPassword('');
      toast.success(t('passwordSet', { address: mailbox.address }));
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        set.run({ mailboxId: mailbox.id, password });
      }}
      noValidate
      className="flex flex-wrap items-start gap-2"
    >
      <Field label={t('newPassword')} hint={t('passwordHint')} error={set.errorOf('password')}>
        <Input
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          autoComplete="new-password"
          spellCheck={false}
          className="w-64 font-mono"
        />
      </Field>
      <Button className="mt-6" onClick={() => setPassword(newPassword())}>
        <Dices aria-hidden />
        {t('generate')}
      </Button>
      <Button type="submit" variant="primary" className="mt-6" pending={set.pending} disabled={password === ''}>
        {t('setPassword')}
      </Button>
    </form>
  );
}
