'use client';

import { useLocale, useTranslations } from 'next-intl';
import { onForm } from '@/components/on-form';
import { Button } from '@/components/ui/button';
import { Field, Input } from '@/components/ui/field';
import { formatBytes } from '@/components/ui/format-bytes';
import { useChange } from '@/components/use-change';
import type { MailboxRow } from '@/lib/mailboxes/shapes';
import { setQuotaAction } from '../actions';

const gigabyte = 1024 ** 3;
const fields = ['quotaBytes'] as const;

export function QuotaForm({ mailbox }: { mailbox: MailboxRow }) {
  const t = useTranslations('mailboxes');
  const common = useTranslations('common');
  const locale = useLocale();
  const set = useChange(setQuotaAction, {
    fields,
    done: () => common('saved'),
  });
  const submit = onForm((text) => {
    const typed = text('quota').replace(',', '.');
    set.run({ mailboxId: mailbox.id, quotaBytes: Math.round(Number(typed) * gigabyte) });
  });
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
