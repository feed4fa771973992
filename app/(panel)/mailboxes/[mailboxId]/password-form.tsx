'use client';

import { Dices } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { KeepAppPasswords } from '@/components/accounts/keep-app-passwords';
import { newPassword } from '@/components/accounts/new-password';
import { Button } from '@/components/ui/button';
import { Field, Input } from '@/components/ui/field';
import { toast } from '@/components/ui/toast';
import { useAction } from '@/components/use-action';
import type { AppPasswordRow } from '@/lib/credentials/shapes';
import type { MailboxRow } from '@/lib/mailboxes/shapes';
import { setPasswordAction } from '../actions';

const fields = ['password'] as const;

export function PasswordForm({ mailbox, appPasswords }: { mailbox: MailboxRow; appPasswords: AppPasswordRow[] }) {
  const t = useTranslations('mailboxes');
  const [password, setPassword] = useState('');
  const [kept, setKept] = useState(new Set<string>());
  const router = useRouter();
  const set = useAction(setPasswordAction, {
    fields,
    onDone: () => {
      setPassword('');
      setKept(new Set());
      router.refresh();
      toast.success(t('passwordSet', { address: mailbox.address }));
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        set.run({ mailboxId: mailbox.id, password, keepAppPasswords: [...kept] });
      }}
      noValidate
      className="flex flex-col gap-4"
    >
      <div className="flex flex-wrap items-start gap-2">
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
      </div>
      <KeepAppPasswords appPasswords={appPasswords} kept={kept} onKept={setKept} />
    </form>
  );
}
