'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ConfirmDialog } from '@/components/ui/dialog';
import { Switch } from '@/components/ui/field';
import { ProtocolMark } from '@/components/ui/protocol-mark';
import { toast, toastUndo } from '@/components/ui/toast';
import { useAction } from '@/components/use-action';
import type { Protocols } from '@/lib/access/shapes';
import type { Device } from '@/lib/devices/shapes';
import type { MailboxRow } from '@/lib/mailboxes/shapes';
import { protocols as allProtocols, type Protocol } from '@/lib/protocols/values';
import { setProtocolsAction } from '../actions';
import { DevicesLosingAccess, recent } from './devices-losing-access';

export function ProtocolSwitches({
  mailbox,
  devices,
  mayWrite,
}: {
  mailbox: MailboxRow;
  devices: Device[];
  mayWrite: boolean;
}) {
  const t = useTranslations('mailboxes');
  const common = useTranslations('common');
  const names = useTranslations('protocols');
  const router = useRouter();
  const [asking, setAsking] = useState<Protocol | null>(null);
  const set = useAction(setProtocolsAction, {
    onDone: (_, { protocols }) => {
      const off = asking;
      setAsking(null);
      router.refresh();
      if (off) {
        toastUndo(t('protocolOff', { protocol: names(off) }), common('undo'), () =>
          set.run({ mailboxId: mailbox.id, protocols: { ...protocols, [off]: true } }),
        );
      } else toast.success(common('saved'));
    },
  });
  const save = (protocols: Protocols) => set.run({ mailboxId: mailbox.id, protocols });
  return (
    <div className="flex flex-col gap-3">
      {allProtocols.map((protocol) => (
        <Switch
          key={protocol}
          checked={mailbox.protocols[protocol]}
          disabled={!mayWrite || set.pending}
          onCheckedChange={(on) => (on ? save({ ...mailbox.protocols, [protocol]: true }) : setAsking(protocol))}
          label={<ProtocolMark protocol={protocol} label />}
          hint={t(`protocolText.${protocol}`)}
        />
      ))}
      <ConfirmDialog
        open={asking !== null}
        onOpenChange={() => setAsking(null)}
        title={t('protocolOffTitle', { protocol: asking ? names(asking) : '', address: mailbox.address })}
        confirmLabel={t('protocolOffConfirm', { protocol: asking ? names(asking) : '' })}
        danger
        pending={set.pending}
        onConfirm={() => asking && save({ ...mailbox.protocols, [asking]: false })}
      >
        {asking ? t(`protocolOffText.${asking}`) : null} {t('protocolOffSessions')}
        <DevicesLosingAccess devices={recent(devices, (device) => device.protocol === asking)} />
      </ConfirmDialog>
    </div>
  );
}
