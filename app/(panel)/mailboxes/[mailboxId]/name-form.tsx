'use client';

import { useTranslations } from 'next-intl';
import { onForm } from '@/components/on-form';
import { Button } from '@/components/ui/button';
import { Field, Input } from '@/components/ui/field';
import { useChange } from '@/components/use-change';
import type { MailboxRow } from '@/lib/mailboxes/shapes';
import { setDisplayNameAction } from '../actions';

const fields = ['displayName'] as const;

export function NameForm({ mailbox }: { mailbox: MailboxRow }) {
  const t = useTranslations('mailboxes');
  const common = useTranslations('common');
  const set = useChange(setDisplayNameAction, {
    fields,
    done: () => common('saved'),
  });
  const submit = onForm((text) => {
    set.run({ mailboxId: mailbox.id, displayName: text('displayName') });
  });
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
