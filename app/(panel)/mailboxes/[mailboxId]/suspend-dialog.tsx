'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ConfirmDialog } from '@/components/ui/dialog';
import { Field, Input } from '@/components/ui/field';
import { useChange } from '@/components/use-change';
import { suspendAction } from '../actions';
import type { MailboxDialogProps } from './mailbox-dialog';

const fields = ['reason'] as const;

export function SuspendDialog({ mailbox, open, onOpenChange }: MailboxDialogProps) {
  const t = useTranslations('mailboxes');
  const [reason, setReason] = useState('');
  const suspend = useChange(suspendAction, {
    fields,
    onDone: () => {
      onOpenChange(false);
      setReason('');
    },
    done: () => t('suspended-toast', { address: mailbox.address }),
  });
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={t('suspendTitle', { address: mailbox.address })}
      confirmLabel={t('suspendConfirm', { address: mailbox.address })}
      danger
      pending={suspend.pending}
      onConfirm={() => suspend.run({ mailboxId: mailbox.id, reason })}
    >
      <p className="mb-3">{t('suspendText')}</p>
      <Field label={t('reason')} hint={t('reasonHint')} error={suspend.errorOf('reason')}>
        <Input value={reason} onChange={(event) => setReason(event.target.value)} maxLength={300} />
      </Field>
    </ConfirmDialog>
  );
}
