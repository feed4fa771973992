'use client';

import { useTranslations } from 'next-intl';
import { Time } from '@/components/ui/time';
import type { Device } from '@/lib/devices/shapes';

/** Devices seen in the last 30 days, including merged ones, that match a condition. */
export function recent(devices: Device[], picks: (device: Device) => boolean): Device[] {
  const since = new Date(Date.now() - 30 * 86_400_000).toISOString();
  return devices
    .flatMap((device) => [device, ...device.parts])
    .filter((device) => device.lastSeenAt >= since && picks(device));
}

/** The devices that would lose access. */
export function DevicesLosingAccess({ devices }: { devices: Device[] }) {
  const t = useTranslations('mailboxes');
  if (devices.length === 0) return <p className="mt-3">{t('noDeviceLosesAccess')}</p>;
  return (
    <div className="mt-3">
      <p className="font-medium">{t('devicesLosingAccess', { count: devices.length })}</p>
      <ul className="mt-1 max-h-40 list-disc overflow-y-auto pl-5">
        {devices.slice(0, 50).map((device) => (
          <li key={device.id}>
            {device.name ?? device.clientName ?? t('unnamedDevice', { ip: device.remoteIp ?? '?' })}
            {device.credentialLabel ? ` · ${device.credentialLabel}` : ''}
            {' · '}
            <Time value={device.lastSeenAt} />
          </li>
        ))}
      </ul>
    </div>
  );
}
