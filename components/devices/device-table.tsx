'use client';

import { Button } from '@/components/ui/button';
import { HeadCells } from '@/components/ui/head-cells';
import { ProtocolMark } from '@/components/ui/protocol-mark';
import { Time } from '@/components/ui/time';
import type { Device } from '@/lib/devices/shapes';
import { useDeviceWords, whole } from './words';

/** The devices of the picture as a table. */
export function DeviceTable({ devices, onChoose }: { devices: Device[]; onChoose: (device: Device) => void }) {
  const { t, name, sentence, since } = useDeviceWords();
  return (
    <div className="overflow-x-auto rounded-lg border border-line bg-surface">
      <table className="w-full min-w-[44rem] text-left text-sm">
        <caption className="sr-only">{t('picture.label')}</caption>
        <thead className="bg-sunken text-ink-3 text-xs">
          <tr>
            <HeadCells
              columns={['device', 'does', 'since', 'last', 'sessions', 'removed']}
              label={(column) => t(`picture.column.${column}`)}
            />
          </tr>
        </thead>
        <tbody>
          {devices.map((device) => {
            const all = whole(device);
            return (
              <tr key={device.id} className="border-line border-t">
                <td className="px-3 py-1.5">
                  <span className="flex items-center gap-2">
                    {all.map((part) => (
                      <ProtocolMark key={part.id} protocol={part.protocol} label={all.length === 1} />
                    ))}
                    <Button variant="ghost" size="sm" onClick={() => onChoose(device)}>
                      {name(device)}
                    </Button>
                  </span>
                </td>
                <td className="px-3 py-1.5">{sentence(device)}</td>
                <td className="px-3 py-1.5">{since(device.since)}</td>
                <td className="whitespace-nowrap px-3 py-1.5">
                  {all.some(({ live }) => live.length > 0) ? t('connectedNow') : <Time value={device.lastSeenAt} />}
                </td>
                <td className="px-3 py-1.5 tabular-nums">{all.reduce((sum, part) => sum + part.sessions, 0)}</td>
                <td className="px-3 py-1.5 tabular-nums">{all.reduce((sum, part) => sum + part.removed, 0)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
