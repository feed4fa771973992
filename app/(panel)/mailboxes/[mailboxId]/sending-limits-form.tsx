'use client';

import { useLocale, useTranslations } from 'next-intl';
import type { Answer } from '@/components/list/use-ask';
import { onForm } from '@/components/on-form';
import { Button } from '@/components/ui/button';
import { Field, Input } from '@/components/ui/field';
import { useChange } from '@/components/use-change';
import { defaultLimits, type Level, type OwnLimits } from '@/lib/outbound/shapes';
import { setTenantLimitsAction } from '../../customers/actions';
import { setDomainLimitsAction } from '../../domains/actions';
import { setMailboxLimitsAction } from '../actions';

const fields = ['perHour', 'perDay'] as const;

/** An empty field is the default. */
const parse = (text: string) => (text.trim() === '' ? null : Number(text.trim()));

const setLimits: Record<Level, (id: string, limits: OwnLimits) => Promise<Answer<void>>> = {
  mailbox: (mailboxId, limits) => setMailboxLimitsAction({ mailboxId, ...limits }),
  domain: (domainId, limits) => setDomainLimitsAction({ domainId, ...limits }),
  customer: (tenantId, limits) => setTenantLimitsAction({ tenantId, ...limits }),
  reseller: (tenantId, limits) => setTenantLimitsAction({ tenantId, ...limits }),
};

/** How many recipients a mailbox, a domain or a tenant may send to. */
export function SendingLimitsForm({ level, id, own }: { level: Level; id: string; own: OwnLimits }) {
  const t = useTranslations('accounts.sending');
  const locale = useLocale();
  const save = useChange((limits: OwnLimits) => setLimits[level](id, limits), { fields, done: () => t('saved') });
  const submit = onForm((text) => save.run({ perHour: parse(text('perHour')), perDay: parse(text('perDay')) }));
  const defaults = { perHour: defaultLimits[level].hour, perDay: defaultLimits[level].day };
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-3">
      <div className="grid grid-cols-1 gap-3 sm:grid-cols-2">
        {fields.map((name) => (
          <Field key={name} label={t(name)} error={save.errorOf(name)}>
            <Input
              name={name}
              defaultValue={own[name] === null ? '' : String(own[name])}
              inputMode="numeric"
              placeholder={t('default', { count: defaults[name].toLocaleString(locale) })}
              autoComplete="off"
            />
          </Field>
        ))}
      </div>
      <p className="text-ink-3 text-xs">{t('limitsText')}</p>
      <div>
        <Button type="submit" pending={save.pending}>
          {t('save')}
        </Button>
      </div>
    </form>
  );
}
