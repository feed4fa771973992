'use client';

import { useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { ConfirmDialog } from '@/components/ui/dialog';
import { Field, Input } from '@/components/ui/field';
import { formatBytes } from '@/components/ui/format-bytes';
import { toast } from '@/components/ui/toast';
import { useAction } from '@/components/use-action';
import { removeAction } from '../actions';
import type { MailboxDialogProps } from './mailbox-dialog';

const fields = ['confirmation'] as const;

/** Asks to type the address, to prevent removing the wrong mailbox. */
export function RemoveDialog({ mailbox, open, onOpenChange }: MailboxDialogProps) {
  const t = useTranslations('mailboxes');
  const locale = useLocale();
  const router = useRouter();
  const [typed, setTyped] = useState('');
  const removal = useAction(removeAction, {
    fields,
    onDone: ({ address }) => {
      toast.success(t('removed-toast', { address }));
      router.push('/mailboxes?state=removed');
    },
  });
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={(next) => {
        setTyped('');
        onOpenChange(next);
      }}
      title={t('removeTitle', { address: mailbox.address })}
      confirmLabel={t('removeConfirm', { address: mailbox.address })}
      danger
      pending={removal.pending}
      onConfirm={() => removal.run({ mailboxId: mailbox.id, confirmation: typed })}
    >
      <p className="mb-3">
        {t('removeText', { messages: mailbox.usedMessages, size: formatBytes(mailbox.usedBytes, locale) })}
      </p>
      <Field label={t('removeType')} error={removal.errorOf('confirmation')}>
        <Input
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          placeholder={mailbox.address}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          className="font-mono"
        />
      </Field>
    </ConfirmDialog>
  );
}
