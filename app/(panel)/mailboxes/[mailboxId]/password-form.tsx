'use client';

import { Dices } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { newPassword } from '@/components/accounts/new-password';
import { Button } from '@/components/ui/button';
import { Field, Input } from '@/components/ui/field';
import { toast } from '@/components/ui/toast';
import { useAction } from '@/components/use-action';
import type { MailboxRow } from '@/lib/mailboxes/shapes';
import { setPasswordAction } from '../actions';

const fields = ['password'] as const;

export function PasswordForm({ mailbox }: { mailbox: MailboxRow }) {
  const t = useTranslations('mailboxes');
  const [password, setPassword] = useState('');
  const set = useAction(setPasswordAction, {
    fields,
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
