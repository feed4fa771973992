'use client';

import { startRegistration } from '@simplewebauthn/browser';
import { KeyRound } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { onForm } from '@/components/on-form';
import { usePasskeySupport } from '@/components/passkey';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Field, Input } from '@/components/ui/field';
import { FormDialog } from '@/components/ui/form-dialog';
import { Notice } from '@/components/ui/notice';
import { Time } from '@/components/ui/time';
import { toast } from '@/components/ui/toast';
import { useAction } from '@/components/use-action';
import { addPasskeyAction, removePasskeyAction, startPasskeyAction } from './actions';
import { AppPasswordOffer } from './app-password-offer';
import { MainPasswordChoice } from './main-password-choice';
import { PasswordProof } from './password-proof';
import type { Programs } from './programs';
import { useBrowserName } from './use-browser-name';

export interface PasskeyItem {
  id: string;
  name: string;
  createdAt: string;
  lastUsedAt: string | null;
  backedUp: boolean;
}

/** Passkeys, which replace name, password and code at sign-in. */
export function Passkeys({ rows, programs }: { rows: PasskeyItem[]; programs: Programs | null }) {
  const t = useTranslations('settings.passkeys');
  const router = useRouter();
  const support = usePasskeySupport();
  const [doing, setDoing] = useState<'add' | PasskeyItem | null>(null);
  const [offer, setOffer] = useState<Programs | null>(null);
  const done = (words: string) => {
    setDoing(null);
    toast.success(words);
    router.refresh();
  };
  return (
    <div className="flex flex-col gap-3 text-sm">
      {rows.length > 0 ? (
        <ul className="divide-y divide-line rounded-md border border-line">
          {rows.map((row) => (
            <li key={row.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2">
              <KeyRound aria-hidden className="size-4 shrink-0 text-ink-3" />
              <div className="min-w-0 flex-1">
                <p className="flex flex-wrap items-center gap-2">
                  <span className="truncate">{row.name}</span>
                  {row.backedUp ? <Badge>{t('backedUp')}</Badge> : null}
                </p>
                <p className="text-ink-3 text-xs">
                  {t.rich('since', { time: () => <Time value={row.createdAt} /> })}
                  {' · '}
                  {row.lastUsedAt ? t.rich('used', { time: () => <Time value={row.lastUsedAt ?? ''} /> }) : t('unused')}
                </p>
              </div>
              <Button size="sm" onClick={() => setDoing(row)}>
                {t('remove')}
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="min-w-0 flex-1 text-ink-2">
          {support === 'address'
            ? t('address')
            : support === 'no'
              ? t('unsupported')
              : rows.length === 0
                ? t('none')
                : null}
        </p>
        <Button disabled={support !== 'yes'} onClick={() => setDoing('add')}>
          {t('add')}
        </Button>
      </div>
      {doing === 'add' ? (
        <AddPasskey
          programs={programs}
          onClose={() => setDoing(null)}
          onDone={(mainPasswordOff) => {
            setOffer(mainPasswordOff ? programs : null);
            done(t('added'));
          }}
        />
      ) : null}
      {offer ? <AppPasswordOffer programs={offer} onClose={() => setOffer(null)} /> : null}
      {doing && doing !== 'add' ? (
        <PasswordProof
          title={t('removeTitle', { name: doing.name })}
          text={t(rows.length === 1 ? 'removeLastText' : 'removeText')}
          confirm={t('remove')}
          danger
          act={(input: { currentPassword: string }) => removePasskeyAction({ ...input, id: doing.id })}
          onClose={() => setDoing(null)}
          onDone={() => done(t('removed'))}
        />
      ) : null}
    </div>
  );
}

const fields = ['currentPassword', 'name'] as const;

/** Asks for password and a name, then the browser asks for fingerprint, face or PIN. */
export function AddPasskey({
  programs,
  onClose,
  onDone,
}: {
  programs: Programs | null;
  onClose: () => void;
  /** With whether mail programs no longer take the main password. */
  onDone: (mainPasswordOff: boolean) => void;
}) {
  const t = useTranslations('settings.passkeys');
  const settings = useTranslations('settings');
  const browser = useBrowserName()(navigator.userAgent);
  const [asking, setAsking] = useState(false);
  const [refused, setRefused] = useState(false);
  const [off, setOff] = useState(true);
  const mainPasswordOff = off && programs?.allowed === true;
  const add = useAction(addPasskeyAction, { fields, onDone: () => onDone(mainPasswordOff) });
  const start = useAction(startPasskeyAction, {
    fields,
    onDone: async (options, { name }) => {
      setAsking(true);
      setRefused(false);
      const response = await startRegistration({ optionsJSON: options }).catch(() => null);
      setAsking(false);
      // The browser does not say whether it was cancelled or the device already has a passkey.
      if (!response) return setRefused(true);
      add.run({ name, response: response as never, mainPasswordOff });
    },
  });
  const submit = onForm((text) => {
    start.run({ currentPassword: text('currentPassword'), name: text('name') });
  });
  return (
    <FormDialog
      open
      onOpenChange={onClose}
      title={t('addTitle')}
      description={t('addText')}
      submitLabel={t('next')}
      pending={start.pending || asking || add.pending}
      onSubmit={submit}
    >
      {refused ? <Notice tone="warn">{t('refused')}</Notice> : null}
      <Field label={t('name')} hint={t('nameHint')} error={start.errorOf('name') ?? add.errorOf('name')}>
        <Input name="name" maxLength={80} defaultValue={browser} />
      </Field>
      <Field label={settings('currentPassword')} error={start.errorOf('currentPassword')}>
        <Input name="currentPassword" type="password" autoComplete="current-password" maxLength={1024} />
      </Field>
      {programs?.allowed ? <MainPasswordChoice programs={programs} off={off} onOff={setOff} /> : null}
    </FormDialog>
  );
}
