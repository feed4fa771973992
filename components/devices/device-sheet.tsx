'use client';

import { Unplug } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Sheet } from '@/components/ui/sheet';
import type { Device } from '@/lib/devices/shapes';
import type { DeviceActions, DeviceReads } from './actions';
import { DeviceOwnerActions } from './device-owner-actions';
import { DevicePart } from './device-part';
import { useDeviceWords, whole } from './words';

/** One device: its habits with their evidence, where it was seen, and what its owner can do. */
export function DeviceSheet({
  device,
  others,
  reads,
  actions,
  onEnd,
  onChanged,
  onClose,
}: {
  device: Device | null;
  others: Device[];
  reads: DeviceReads;
  actions?: DeviceActions;
  onEnd: (device: Device) => void;
  onChanged: () => void;
  onClose: () => void;
}) {
  const { t, name, sentence } = useDeviceWords();
  return (
    <Sheet
      open={device !== null}
      onOpenChange={(open) => !open && onClose()}
      wide
      title={device ? name(device) : ''}
      subtitle={device ? sentence(device) : ''}
      footer={
        device && actions?.disconnect && whole(device).some(({ live }) => live.length > 0) ? (
          <Button variant="danger" onClick={() => onEnd(device)}>
            <Unplug aria-hidden />
            {t('disconnect', { count: whole(device).reduce((sum, { live }) => sum + live.length, 0) })}
          </Button>
        ) : undefined
      }
    >
      {device && (
        <div className="flex flex-col gap-6">
          {whole(device).map((part) => (
            <DevicePart key={part.id} part={part} lead={device} reads={reads} actions={actions} onChanged={onChanged} />
          ))}
          {actions && (
            <DeviceOwnerActions
              device={device}
              others={others}
              actions={actions}
              onChanged={onChanged}
              onClose={onClose}
            />
          )}
        </div>
      )}
    </Sheet>
  );
}
