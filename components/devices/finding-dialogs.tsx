'use client';

import { useState } from 'react';
import { readableAddress } from '@/components/readable-address';
import { RestoreDialog } from '@/components/restore/restore-dialog';
import { ConfirmDialog } from '@/components/ui/dialog';
import { Input } from '@/components/ui/field';
import { toast } from '@/components/ui/toast';
import { useAction } from '@/components/use-action';
import type { Finding } from '@/lib/devices/shapes';
import type { FindingActions } from './actions';
import type { Question } from './finding-question';
import { notAllowed } from './not-allowed';
import { useDeviceWords } from './words';

/** Long enough for every other device to have checked for mail. */
const keepDays = 14;

/** The confirmation dialogs of a finding's remedies. One is open at a time. */
export function FindingDialogs({
  finding,
  actions,
  question,
  onClose,
  onChanged,
}: {
  finding: Finding;
  actions: FindingActions;
  question: Question | null;
  onClose: () => void;
  onChanged: () => void;
}) {
  const { t } = useDeviceWords();
  const [note, setNote] = useState('');
  const finish = (text: string) => {
    onClose();
    toast.success(text);
    onChanged();
  };
  const resolve = useAction(actions.resolve, { onDone: () => finish(t('finding.resolved')) });
  const pop3 = useAction(actions.setPop3 ?? notAllowed, { onDone: () => finish(t('finding.pop3OffDone')) });
  const keep = useAction(actions.keepPop3 ?? notAllowed, {
    onDone: () => finish(t('finding.pop3KeepDone', { days: keepDays })),
  });
  const address = readableAddress(finding.address);
  return (
    <>
      <ConfirmDialog
        open={question === 'pop3-off'}
        onOpenChange={onClose}
        title={t('finding.pop3OffTitle', { address })}
        confirmLabel={t('finding.remedy.pop3OffConfirm')}
        danger
        pending={pop3.pending}
        onConfirm={() => pop3.run({ mailboxId: finding.mailboxId, findingId: finding.id })}
      >
        {t('finding.pop3OffText', { devices: finding.details.devices.length })}
      </ConfirmDialog>
      <ConfirmDialog
        open={question === 'pop3-keep'}
        onOpenChange={onClose}
        title={t('finding.pop3KeepTitle', { address })}
        confirmLabel={t('finding.remedy.pop3KeepConfirm')}
        pending={keep.pending}
        onConfirm={() => keep.run({ mailboxId: finding.mailboxId, findingId: finding.id, days: keepDays })}
      >
        {t('finding.pop3KeepText', { days: keepDays })}
      </ConfirmDialog>
      {actions.restore && question === 'restore' && (
        <RestoreDialog
          mailboxId={finding.mailboxId}
          deviceIds={finding.deviceIds}
          title={t('finding.restoreTitle', { address })}
          actions={actions.restore}
          onClose={() => {
            onClose();
            onChanged();
          }}
        />
      )}
      <ConfirmDialog
        open={question === 'resolve'}
        onOpenChange={onClose}
        title={t('finding.resolveTitle')}
        confirmLabel={t('finding.resolveConfirm')}
        pending={resolve.pending}
        onConfirm={() => resolve.run({ findingId: finding.id, note })}
      >
        <p className="mb-3">{t('finding.resolveText')}</p>
        <Input
          aria-label={t('finding.note')}
          placeholder={t('finding.note')}
          maxLength={500}
          value={note}
          onChange={({ target }) => setNote(target.value)}
        />
      </ConfirmDialog>
    </>
  );
}
