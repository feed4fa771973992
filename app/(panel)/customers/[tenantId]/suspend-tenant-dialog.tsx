'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ConfirmDialog } from '@/components/ui/dialog';
import { Field, Input } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { useChange } from '@/components/use-change';
import type { SuspensionPreview, TenantDetail } from '@/lib/tenants/shapes';
import { suspendTenantAction } from '../actions';

const fields = ['reason'] as const;

/** Shows what the suspension affects: how many mailboxes, and who is connected now. */
export function SuspendTenantDialog({
  tenant,
  preview,
  open,
  onOpenChange,
}: {
  tenant: TenantDetail;
  preview: SuspensionPreview;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const t = useTranslations('customers');
  const [reason, setReason] = useState('');
  const [mail, setMail] = useState('deliver');
  const { name } = tenant;
  const suspend = useChange(suspendTenantAction, {
    fields,
    onDone: () => {
      onOpenChange(false);
      setReason('');
    },
    done: ({ mailboxes }) => t('suspended-toast', { name, count: mailboxes }),
  });
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={t('suspendTitle', { name })}
      confirmLabel={t('suspendConfirm', { name, count: preview.mailboxes })}
      danger
      pending={suspend.pending}
      onConfirm={() => suspend.run({ tenantId: tenant.id, reason, holdsMail: mail === 'hold' })}
    >
      <div className="flex flex-col gap-4">
        <ul className="list-disc pl-5">
          <li>{t('suspendReach.mailboxes', { count: preview.mailboxes })}</li>
          <li>{t('suspendReach.sessions', { count: preview.sessions })}</li>
          <li>{t('suspendReach.signIns', { count: preview.signIns })}</li>
          {preview.already > 0 ? <li>{t('suspendReach.already', { count: preview.already })}</li> : null}
        </ul>
        <Field label={t('mailMeanwhile')} hint={mail === 'hold' ? t('mailHoldHint') : t('mailDeliverHint')}>
          <Select
            value={mail}
            onValueChange={setMail}
            options={[
              { value: 'deliver', label: t('mailDeliver') },
              { value: 'hold', label: t('mailHold') },
            ]}
          />
        </Field>
        <Field label={t('reason')} error={suspend.errorOf('reason')}>
          <Input value={reason} onChange={(event) => setReason(event.target.value)} maxLength={300} />
        </Field>
        <p className="text-ink-2">{t('suspendBack')}</p>
      </div>
    </ConfirmDialog>
  );
}
