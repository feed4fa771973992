'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ConfirmDialog } from '@/components/ui/dialog';
import { Switch } from '@/components/ui/field';
import { toast, toastUndo } from '@/components/ui/toast';
import { useAction } from '@/components/use-action';
import type { Device } from '@/lib/devices/shapes';
import type { MailboxRow } from '@/lib/mailboxes/shapes';
import { setMainPasswordAction } from '../actions';
import { DevicesLosingAccess, recent } from './devices-losing-access';

/** Whether mail programs may use the main password. Lists the devices that would lose access first. */
export function MainPasswordSwitch({
  mailbox,
  devices,
  mayWrite,
}: {
  mailbox: Pick<MailboxRow, 'id' | 'address' | 'mainPassword'>;
  devices: Device[];
  mayWrite: boolean;
}) {
  const t = useTranslations('mailboxes');
  const common = useTranslations('common');
  const router = useRouter();
  const [asking, setAsking] = useState(false);
  const set = useAction(setMainPasswordAction, {
    onDone: (_, { allowed }) => {
      setAsking(false);
      router.refresh();
      if (allowed) toast.success(common('saved'));
      else
        toastUndo(t('mainPasswordDisabled'), common('undo'), () => set.run({ mailboxId: mailbox.id, allowed: true }));
    },
  });
  return (
    <>
      <Switch
        checked={mailbox.mainPassword}
        disabled={!mayWrite || set.pending}
        onCheckedChange={(on) => (on ? set.run({ mailboxId: mailbox.id, allowed: true }) : setAsking(true))}
        label={t('mainPasswordSwitch')}
      />
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t('mainPasswordTitle', { address: mailbox.address })}
        confirmLabel={t('mainPasswordConfirm')}
        danger
        pending={set.pending}
        onConfirm={() => set.run({ mailboxId: mailbox.id, allowed: false })}
      >
        {t('mainPasswordOff')}
        <DevicesLosingAccess devices={recent(devices, (device) => device.credential === 'main')} />
      </ConfirmDialog>
    </>
  );
}
