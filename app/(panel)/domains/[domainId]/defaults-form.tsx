'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { onForm } from '@/components/on-form';
import { Button } from '@/components/ui/button';
import { Field, Input, Switch } from '@/components/ui/field';
import { ProtocolMark } from '@/components/ui/protocol-mark';
import { useChange } from '@/components/use-change';
import { type DomainRow, houseDefaults } from '@/lib/domains/shapes';
import { protocols as allProtocols } from '@/lib/protocols/values';
import { setDomainDefaultsAction } from '../actions';

const gigabyte = 1024 ** 3;
const fields = ['quotaBytes'] as const;

/** What a new mailbox of this domain starts with. */
export function DefaultsForm({ domain, mayWrite }: { domain: DomainRow; mayWrite: boolean }) {
  const t = useTranslations('domains');
  const tMailboxes = useTranslations('mailboxes');
  const common = useTranslations('common');
  const start = domain.defaults ?? houseDefaults;
  const [protocols, setProtocols] = useState(start.protocols);
  const [mainPassword, setMainPassword] = useState(start.mainPassword);
  const save = useChange(setDomainDefaultsAction, {
    fields,
    done: () => common('saved'),
  });
  const submit = onForm((text) => {
    const typed = text('quota').replace(',', '.');
    const quotaBytes = Math.round(Number(typed) * gigabyte);
    save.run({ domainId: domain.id, defaults: { quotaBytes, protocols, mainPassword } });
  });
  return (
    <form onSubmit={submit} noValidate className="flex max-w-2xl flex-col gap-5">
      <p className="text-ink-2 text-sm">{t('defaultsText')}</p>
      <Field label={tMailboxes('quotaGb')} error={save.errorOf('quotaBytes')}>
        <Input
          name="quota"
          inputMode="decimal"
          defaultValue={String(Math.round((start.quotaBytes / gigabyte) * 1000) / 1000)}
          disabled={!mayWrite}
          className="w-32"
        />
      </Field>
      <fieldset className="flex flex-col gap-3">
        <legend className="mb-2 font-medium text-sm">{tMailboxes('protocols')}</legend>
        {allProtocols.map((protocol) => (
          <Switch
            key={protocol}
            checked={protocols[protocol]}
            disabled={!mayWrite}
            onCheckedChange={(on) => setProtocols({ ...protocols, [protocol]: on })}
            label={<ProtocolMark protocol={protocol} label />}
            hint={tMailboxes(`protocolText.${protocol}`)}
          />
        ))}
      </fieldset>
      <Switch
        checked={mainPassword}
        disabled={!mayWrite}
        onCheckedChange={setMainPassword}
        label={tMailboxes('mainPassword')}
        hint={tMailboxes('mainPasswordText')}
      />
      {mayWrite ? (
        <div>
          <Button type="submit" variant="primary" pending={save.pending}>
            {common('save')}
          </Button>
        </div>
      ) : null}
    </form>
  );
}
