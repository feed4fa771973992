'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { noFilter, type SessionFilter } from '@/components/sessions/filter';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field, Input } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { isNetwork } from '@/lib/networks/values';
import { credentialFilters, transportFilters } from '@/lib/sessions/values';

export interface FilterChoices {
  tenants: { id: string; name: string; kind: string }[];
  nodes: string[];
}

type Fields = Pick<SessionFilter, 'tenantId' | 'domain' | 'network' | 'client' | 'tls' | 'credential' | 'node'>;

/** The filters that need a value. The choice is kept in the URL. */
export function FilterDialog({
  filter,
  choices,
  open,
  onOpenChange,
  onChange,
}: {
  filter: SessionFilter;
  choices: FilterChoices;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onChange: (next: Partial<SessionFilter>) => void;
}) {
  const t = useTranslations('sessions.filterDialog');
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t('title')} description={t('text')}>
      {open && <Form filter={filter} choices={choices} onChange={onChange} onDone={() => onOpenChange(false)} />}
    </Dialog>
  );
}

function Form({
  filter,
  choices: { tenants, nodes },
  onChange,
  onDone,
}: {
  filter: SessionFilter;
  choices: FilterChoices;
  onChange: (next: Partial<SessionFilter>) => void;
  onDone: () => void;
}) {
  const t = useTranslations('sessions.filterDialog');
  const common = useTranslations('common');
  const { tenantId, domain, network, client, tls, credential, node } = filter;
  const [fields, setFields] = useState<Fields>({ tenantId, domain, network, client, tls, credential, node });
  const [wrong, setWrong] = useState(false);
  const set = (next: Partial<Fields>) => setFields((before) => ({ ...before, ...next }));
  const any = { value: '', label: t('any') };

  function submit(event: FormEvent) {
    event.preventDefault();
    const wanted = fields.network?.trim() || null;
    if (wanted && !isNetwork(wanted)) return setWrong(true);
    const text = (value: string | null) => value?.trim() || null;
    onChange({
      ...fields,
      network: wanted,
      domain: text(fields.domain)?.toLowerCase() ?? null,
      client: text(fields.client),
    });
    onDone();
  }

  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-3">
      <Field label={t('network')} hint={t('networkHint')} error={wrong ? t('networkWrong') : undefined}>
        <Input
          className="font-mono"
          value={fields.network ?? ''}
          placeholder="203.0.113.0/24"
          onChange={({ target }) => {
            setWrong(false);
            set({ network: target.value });
          }}
        />
      </Field>
      <Field label={t('domain')}>
        <Input
          className="font-mono"
          value={fields.domain ?? ''}
          placeholder="example.com"
          onChange={({ target }) => set({ domain: target.value })}
        />
      </Field>
      {tenants.length > 0 && (
        <Field label={t('tenant')}>
          <Select
            value={fields.tenantId ?? ''}
            onValueChange={(value) => set({ tenantId: value || null })}
            options={[
              any,
              ...tenants.map(({ id, name, kind }) => ({
                value: id,
                label: kind === 'reseller' ? t('reseller', { name }) : name,
              })),
            ]}
          />
        </Field>
      )}
      <Field label={t('client')} hint={t('clientHint')}>
        <Input value={fields.client ?? ''} onChange={({ target }) => set({ client: target.value })} />
      </Field>
      <div className="grid grid-cols-2 gap-3 max-sm:grid-cols-1">
        <Field label={t('tls')}>
          <Select
            value={fields.tls ?? ''}
            onValueChange={(value) => set({ tls: transportFilters.find((one) => one === value) ?? null })}
            options={[any, ...transportFilters.map((value) => ({ value, label: t(`tlsIs.${value}`) }))]}
          />
        </Field>
        <Field label={t('credential')}>
          <Select
            value={fields.credential ?? ''}
            onValueChange={(value) => set({ credential: value || null })}
            options={[
              any,
              ...credentialFilters.map((value) => ({ value, label: t(`credentialIs.${value}`) })),
              ...(fields.credential && !credentialFilters.some((one) => one === fields.credential)
                ? [{ value: fields.credential, label: t('credentialIs.one') }]
                : []),
            ]}
          />
        </Field>
        {nodes.length > 1 && (
          <Field label={t('node')}>
            <Select
              value={fields.node ?? ''}
              onValueChange={(value) => set({ node: value || null })}
              options={[any, ...nodes.map((value) => ({ value, label: value }))]}
            />
          </Field>
        )}
      </div>
      <div className="mt-1 flex justify-end gap-2">
        <Button
          type="button"
          variant="ghost"
          onClick={() => {
            onChange({ ...noFilter, state: filter.state });
            onDone();
          }}
        >
          {t('clear')}
        </Button>
        <Button type="button" variant="secondary" onClick={onDone}>
          {common('cancel')}
        </Button>
        <Button type="submit" variant="primary">
          {t('apply')}
        </Button>
      </div>
    </form>
  );
}
