'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/dialog';
import { Field, Input } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { toast } from '@/components/ui/toast';
import { useAction } from '@/components/use-action';
import type { Device } from '@/lib/devices/shapes';
import type { DeviceActions } from './actions';
import { useDeviceWords } from './words';

/** Names a device, merges it with another one, or forgets it. */
export function DeviceOwnerActions({
  device,
  others,
  actions,
  onChanged,
  onClose,
}: {
  device: Device;
  others: Device[];
  actions: DeviceActions;
  onChanged: () => void;
  onClose: () => void;
}) {
  const { t, name } = useDeviceWords();
  const [typed, setTyped] = useState(device.name ?? '');
  const [into, setInto] = useState('');
  const [forgetting, setForgetting] = useState(false);
  const rename = useAction(actions.name, {
    onDone: () => {
      toast.success(t('sheet.named'));
      onChanged();
    },
  });
  const leave = (text: string) => () => {
    toast.success(text);
    setForgetting(false);
    onClose();
    onChanged();
  };
  const merge = useAction(actions.merge, { onDone: leave(t('sheet.merged')) });
  const forget = useAction(actions.forget, { onDone: leave(t('sheet.forgotten')) });
  return (
    <section className="flex flex-col gap-4 border-line border-t pt-4">
      <form
        className="flex items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          rename.run({ deviceId: device.id, name: typed });
        }}
      >
        <Field label={t('sheet.name')} hint={t('sheet.nameHint')} className="flex-1">
          <Input value={typed} maxLength={60} onChange={({ target }) => setTyped(target.value)} />
        </Field>
        <Button type="submit" pending={rename.pending} className="mb-5">
          {t('sheet.saveName')}
        </Button>
      </form>
      {others.length > 0 && (
        <div className="flex items-end gap-2">
          <Field label={t('sheet.merge')} hint={t('sheet.mergeHint')} className="flex-1">
            <Select
              value={into}
              onValueChange={setInto}
              placeholder={t('sheet.mergePick')}
              options={others.map((other) => ({
                value: other.id,
                label: `${t(`protocol.${other.protocol}`)} · ${name(other)}`,
              }))}
            />
          </Field>
          <Button
            className="mb-5"
            disabled={!into}
            pending={merge.pending}
            onClick={() => merge.run({ deviceId: device.id, intoId: into })}
          >
            {t('sheet.mergeDo')}
          </Button>
        </div>
      )}
      <div>
        <Button variant="ghost" className="text-bad" onClick={() => setForgetting(true)}>
          {t('sheet.forget')}
        </Button>
      </div>
      <ConfirmDialog
        open={forgetting}
        onOpenChange={setForgetting}
        title={t('sheet.forgetTitle', { name: name(device) })}
        confirmLabel={t('sheet.forgetDo')}
        danger
        pending={forget.pending}
        onConfirm={() => forget.run({ deviceId: device.id })}
      >
        {t('sheet.forgetText')}
      </ConfirmDialog>
    </section>
  );
}
