'use client';

import { useTranslations } from 'next-intl';
import { onForm } from '@/components/on-form';
import { Button } from '@/components/ui/button';
import { Field, Input } from '@/components/ui/field';
import { useChange } from '@/components/use-change';
import type { LimitsInput, TenantDetail } from '@/lib/tenants/shapes';
import { setLimitsAction } from '../actions';

const all = ['maxDomains', 'maxMailboxes', 'maxBytes'] as const;
const each = ['customerMaxDomains', 'customerMaxMailboxes', 'customerMaxBytes'] as const;
const fields = [...all, ...each];
const gigabyte = 1024 ** 3;

/** Parses the input. Empty means no limit; storage is in gigabytes, with a decimal comma or point. */
function parse(name: keyof LimitsInput, text: string): number | null {
  if (text.trim() === '') return null;
  const number = Number(text.trim().replace(',', '.'));
  return name.endsWith('Bytes') ? Math.round(number * gigabyte) : number;
}

export function LimitsForm({ tenant }: { tenant: TenantDetail }) {
  const t = useTranslations('customers');
  const save = useChange(setLimitsAction, {
    fields,
    done: () => t('limits.saved', { name: tenant.name }),
  });
  const submit = onForm((text) => {
    const limit = (name: keyof LimitsInput) => parse(name, text(name));
    save.run({
      tenantId: tenant.id,
      maxDomains: limit('maxDomains'),
      maxMailboxes: limit('maxMailboxes'),
      maxBytes: limit('maxBytes'),
      customerMaxDomains: limit('customerMaxDomains'),
      customerMaxMailboxes: limit('customerMaxMailboxes'),
      customerMaxBytes: limit('customerMaxBytes'),
    });
  });
  const group = (title: string, names: readonly (keyof LimitsInput)[]) => (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-2 text-ink-2 text-sm">{title}</legend>
      <div className="grid grid-cols-1 gap-3 sm:grid-cols-3">
        {names.map((name) => {
          const value = tenant.limits[name];
          const start = value === null ? '' : String(name.endsWith('Bytes') ? value / gigabyte : value);
          return (
            <Field
              key={name}
              label={t(`limits.${name.replace(/^(max|customerMax)/, '').toLowerCase()}`)}
              error={save.errorOf(name)}
            >
              <Input
                name={name}
                defaultValue={start}
                inputMode="decimal"
                placeholder={t('limits.none')}
                autoComplete="off"
              />
            </Field>
          );
        })}
      </div>
    </fieldset>
  );
  return (
    <form onSubmit={submit} noValidate className="flex max-w-3xl flex-col gap-4" aria-labelledby="limits-title">
      <div>
        <h2 id="limits-title" className="font-medium">
          {t('limits.title')}
        </h2>
        <p className="text-ink-2 text-sm">{t('limits.text')}</p>
      </div>
      {group(tenant.kind === 'reseller' ? t('limits.all') : t('limits.own'), all)}
      {tenant.kind === 'reseller' ? group(t('limits.each'), each) : null}
      <div>
        <Button type="submit" variant="primary" pending={save.pending}>
          {t('limits.save')}
        </Button>
      </div>
    </form>
  );
}
