'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import type { FormEvent } from 'react';
import { Button } from '@/components/ui/button';
import { Field, Input } from '@/components/ui/field';
import { toast } from '@/components/ui/toast';
import { useAction } from '@/components/use-action';
import type { MailboxRow } from '@/lib/mailboxes/shapes';
import { setDisplayNameAction } from '../actions';

const fields = ['displayName'] as const;

export function NameForm({ mailbox }: { mailbox: MailboxRow }) {
  const t = useTranslations('mailboxes');
  const common = useTranslations('common');
  const router = useRouter();
  const set = useAction(setDisplayNameAction, {
    fields,
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
