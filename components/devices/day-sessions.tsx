'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { HeadCells } from '@/components/ui/head-cells';
import { ScrollRegion } from '@/components/ui/scroll-region';
import type { Day, Device } from '@/lib/devices/shapes';
import { useDeviceWords, whole } from './words';

const maxRows = 400;

/** The day's sessions as a table, with the same data as the lanes. */
export function DaySessions({ day, devices }: { day: Day; devices: Device[] }) {
  const { t, name, clockSeconds, duration } = useDeviceWords();
  const [open, setOpen] = useState(false);
  const names = new Map(devices.flatMap((device) => whole(device).map((part) => [part.id, name(device)] as const)));
  return (
    <div className="mt-3">
      <Button size="sm" variant="ghost" aria-expanded={open} onClick={() => setOpen(!open)}>
        {t(open ? 'day.hideTable' : 'day.showTable', { count: day.bars.length })}
      </Button>
      {open && (
        <ScrollRegion
          label={t('day.tableLabel')}
          className="mt-2 max-h-96 overflow-auto rounded-lg border border-line bg-surface"
        >
          <table className="w-full min-w-[36rem] text-left text-sm">
            <caption className="sr-only">{t('day.tableLabel')}</caption>
            <thead className="sticky top-0 bg-sunken text-ink-3 text-xs">
              <tr>
                <HeadCells
                  columns={['from', 'device', 'protocol', 'lasted', 'fetched', 'removed']}
                  label={(column) => t(`day.column.${column}`)}
                />
              </tr>
            </thead>
            <tbody>
              {day.bars.slice(-maxRows).map((bar, index) => (
                <tr
                  key={bar.id ?? `${bar.deviceId}-${bar.from}-${index}`}
                  className="border-line border-t tabular-nums"
                >
                  <td className="px-3 py-1">{clockSeconds(bar.from)}</td>
                  <td className="px-3 py-1">{names.get(bar.deviceId ?? '') ?? t('day.otherDevice')}</td>
                  <td className="px-3 py-1">{t(`protocol.${bar.protocol}`)}</td>
                  <td className="px-3 py-1">{bar.live ? t('day.stillOpen') : duration((bar.to - bar.from) / 1000)}</td>
                  <td className="px-3 py-1">{bar.fetched ?? t('notRecorded')}</td>
                  <td className="px-3 py-1">{bar.removed}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      )}
    </div>
  );
}
