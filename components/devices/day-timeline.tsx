'use client';

import { useState, useSyncExternalStore } from 'react';
import { Button } from '@/components/ui/button';
import { Skeleton } from '@/components/ui/skeleton';
import type { Device } from '@/lib/devices/shapes';
import { DayChart } from './day-chart';
import { DayPicker } from './day-picker';
import { dayOf, type ReadDay, useDay } from './use-day';
import { useDeviceWords } from './words';

interface Props {
  mailboxId: string;
  devices: Device[];
  read: ReadDay;
  /** Changes when something happened, so that today is read again. */
  changed: number;
}

const subscribeToNothing = () => () => {};

/** One day of a mailbox in the reader's time zone, which only the browser knows. */
export function DayTimeline(props: Props) {
  const zone = useSyncExternalStore(
    subscribeToNothing,
    () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    () => null,
  );
  return zone === null ? <Skeleton className="h-56 w-full" /> : <ZonedDay {...props} zone={zone} />;
}

function ZonedDay({ mailboxId, devices, read, changed, zone }: Props & { zone: string }) {
  const { t } = useDeviceWords();
  const [picked, setPicked] = useState<string | null>(null);
  const today = dayOf(Date.now(), zone);
  const wanted = picked ?? today;
  const revision = wanted === today ? changed : 0;
  const { day, failed, retry } = useDay(read, { mailboxId, day: wanted, zone, revision });
  return (
    <section aria-labelledby="day-title">
      <DayPicker day={wanted} today={today} zone={zone} onPick={setPicked} />
      {failed ? (
        <p role="alert" className="flex items-center gap-3 rounded-lg border border-line bg-surface p-4 text-bad">
          {t('day.failed')}
          <Button size="sm" onClick={retry}>
            {t('day.again')}
          </Button>
        </p>
      ) : day ? (
        <DayChart key={day.day} day={day} devices={devices} />
      ) : (
        <Skeleton className="h-56 w-full" />
      )}
    </section>
  );
}
