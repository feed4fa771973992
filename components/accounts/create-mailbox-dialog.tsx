'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { CreateDialog } from '@/components/list/create-dialog';
import { onForm } from '@/components/on-form';
import { type DomainDefaults, houseDefaults } from '@/lib/domains/shapes';
import type { MailboxInput } from '@/lib/mailboxes/shapes';
import { protocols as allProtocols } from '@/lib/protocols/values';
import type { Failure } from '../action-error';
import { Field, Input, Switch } from '../ui/field';
import { ProtocolMark } from '../ui/protocol-mark';
import { Select } from '../ui/select';
import { useAction } from '../use-action';
import { NewPasswordInput } from './new-password-input';

const gigabyte = 1024 ** 3;
const fields = ['domainId', 'localPart', 'displayName', 'password', 'quotaBytes'] as const;

export type CreateMailbox = (
  input: MailboxInput,
) => Promise<{ ok: true; data: { id: string; address: string } } | Failure>;

export function CreateMailboxDialog({
  open,
  onOpenChange,
  domains,
  onCreate,
  onCreated,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  domains: { id: string; name: string; defaults: DomainDefaults | null }[];
  onCreate: CreateMailbox;
  onCreated: (mailbox: { id: string; address: string }) => void;
}) {
  const t = useTranslations('mailboxes');
  const [domainId, setDomainId] = useState(domains[0]?.id ?? '');
  const [password, setPassword] = useState('');
  const defaultsOf = (id: string) => domains.find((domain) => domain.id === id)?.defaults ?? houseDefaults;
  const [protocols, setProtocols] = useState(defaultsOf(domainId).protocols);
  const [quota, setQuota] = useState(gigabytes(defaultsOf(domainId).quotaBytes));
  const create = useAction(onCreate, {
    fields,
    onDone: (mailbox) => {
      setPassword('');
      start(domainId);
      onOpenChange(false);
      onCreated(mailbox);
    },
  });

  // A look-alike of an existing address is refused once and created when submitted again.
  const { details } = create.failure ?? {};
  const seen = details?.reason === 'look-alike' ? String(details.typed).replace(/@[^@]*$/, '') : null;

  /** A new mailbox starts with the defaults of its domain. */
  function start(id: string) {
    setDomainId(id);
    setProtocols(defaultsOf(id).protocols);
    setQuota(gigabytes(defaultsOf(id).quotaBytes));
  }

  const submit = onForm((text) => {
    const localPart = text('localPart');
    create.run({
      domainId,
      localPart,
      alike: seen === localPart.trim().toLowerCase(),
      displayName: text('displayName'),
      password,
      quotaBytes: Math.round(Number(quota.replace(',', '.')) * gigabyte),
      protocols,
    });
  });

  return (
    <CreateDialog
      area="mailboxes"
      open={open}
      onOpenChange={onOpenChange}
      submitLabel={t(seen ? 'createAlike' : 'create')}
      pending={create.pending}
      onSubmit={submit}
    >
      <div className="grid grid-cols-[1fr_auto_1fr] items-start gap-2">
        <Field label={t('localPart')} error={create.errorOf('localPart')}>
          <Input
            name="localPart"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            className="font-mono"
            required
          />
        </Field>
        <span aria-hidden className="mt-7 text-ink-3">
          @
        </span>
        <Field label={t('domain')} error={create.errorOf('domainId')}>
          <Select
            value={domainId}
            onValueChange={start}
            options={domains.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Field>
      </div>
      <Field label={t('displayName')} hint={t('displayNameHint')} error={create.errorOf('displayName')}>
        <Input name="displayName" autoComplete="off" />
      </Field>
      <Field label={t('password')} hint={t('passwordHint')} error={create.errorOf('password')}>
        <NewPasswordInput name="password" value={password} onChange={setPassword} generateLabel={t('generate')} />
      </Field>
      <Field label={t('quotaGb')} hint={t('quotaHint')} error={create.errorOf('quotaBytes')}>
        <Input
          inputMode="decimal"
          value={quota}
          onChange={(event) => setQuota(event.target.value)}
          className="max-w-32"
          required
        />
      </Field>
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-1 font-medium text-sm">{t('protocols')}</legend>
        <div className="flex flex-wrap gap-x-6 gap-y-2">
          {allProtocols.map((protocol) => (
            <Switch
              key={protocol}
              checked={protocols[protocol]}
              onCheckedChange={(on) => setProtocols({ ...protocols, [protocol]: on })}
              label={<ProtocolMark protocol={protocol} label />}
            />
          ))}
        </div>
        {protocols.pop3 ? <p className="text-ink-2 text-xs">{t('pop3Consequence')}</p> : null}
      </fieldset>
    </CreateDialog>
  );
}

function gigabytes(bytes: number): string {
  return String(Math.round((bytes / gigabyte) * 1000) / 1000);
}
