'use client';

import { useState } from 'react';
import { cn } from '@/components/ui/cn';
import type { Device, HabitKind } from '@/lib/devices/shapes';
import type { DeviceReads } from './actions';
import { EvidenceTable } from './evidence-table';
import { useDeviceWords } from './words';

/** The habits of a device. Each expands to the sessions it was derived from. */
export function DeviceHabits({ device, read }: { device: Device; read: DeviceReads['evidence'] }) {
  const { t, habits } = useDeviceWords();
  const [shown, setShown] = useState<HabitKind | null>(null);
  const list = habits(device);
  if (list.length === 0) return null;
  return (
    <ul className="mt-3 flex flex-col gap-1.5" aria-label={t('sheet.habits')}>
      {list.map((habit) => (
        <li key={habit.kind} className="rounded-md border border-line">
          <button
            type="button"
            aria-expanded={shown === habit.kind}
            onClick={() => setShown(shown === habit.kind ? null : habit.kind)}
            className="flex w-full items-baseline gap-2 rounded-md px-3 py-2 text-left hover:bg-hover"
          >
            <span
              className={cn('font-medium', habit.tone === 'bad' && 'text-bad', habit.tone === 'warn' && 'text-warn')}
            >
              {habit.text}
            </span>
            {habit.detail && <span className="text-ink-3 text-xs">{habit.detail}</span>}
            <span className="ml-auto shrink-0 text-accent text-xs">
              {t(shown === habit.kind ? 'sheet.hide' : 'sheet.why')}
            </span>
          </button>
          {shown === habit.kind && <EvidenceTable deviceId={device.id} kind={habit.kind} read={read} />}
        </li>
      ))}
    </ul>
  );
}
