'use client';

import { cn } from '@/components/ui/cn';
import { ProtocolMark } from '@/components/ui/protocol-mark';
import type { Day, DayBar, DayMark, Device } from '@/lib/devices/shapes';
import { type Lane, sessionsAt, showsMail } from './day-lanes';
import { useDeviceWords } from './words';

interface Props {
  at: number;
  day: Day;
  lanes: Lane[];
  /** The marks at the line. */
  near: DayMark[];
}

/** What each device showed at the instant under the line. */
export function DayInstant({ at, day, lanes, near }: Props) {
  const { t, name, clock, clockSeconds } = useDeviceWords();
  const countBefore = (kind: DayMark['kind']) => day.marks.filter((mark) => mark.kind === kind && mark.at <= at).length;
  return (
    <div className="border-line border-t px-3 py-2 text-xs">
      <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <span className="font-semibold text-sm tabular-nums">{clock(at)}</span>
        <span className="text-ink-2">
          {t('day.sofar', { came: countBefore('delivered'), went: countBefore('removed') })}
        </span>
        {near.map((mark) => (
          <span key={mark.id} className={cn('truncate', mark.kind === 'removed' ? 'text-bad' : 'text-accent')}>
            {clockSeconds(mark.at)} {t(`day.mark.${mark.kind}`)}:{' '}
            {mark.subject || t(mark.unclear ? 'day.unclear' : 'day.noSubject')}
          </span>
        ))}
      </p>
      <ul className="mt-1.5 grid gap-x-6 gap-y-1 sm:grid-cols-2 xl:grid-cols-3">
        {lanes.map(({ device, bars }) => (
          <li key={device.id} className="flex min-w-0 items-center gap-1.5 text-ink-2">
            <ProtocolMark protocol={device.protocol} />
            <span className="max-w-[9rem] shrink-0 truncate text-ink">{name(device)}</span>
            <span className="truncate">
              <Presence device={device} bars={bars} at={at} />
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Presence({ device, bars, at }: { device: Device; bars: DayBar[]; at: number }) {
  const { t, clock } = useDeviceWords();
  const { open, last } = sessionsAt(bars, at);
  const mail = showsMail(device);
  if (open) {
    const key = !mail ? 'day.connected' : device.protocol === 'pop3' ? 'day.fetching' : 'day.open';
    return t(key, { since: clock(open.from) });
  }
  if (last) return t(mail ? 'day.last' : 'day.here', { at: clock(last.from) });
  return t(mail ? 'day.never' : 'day.notHere');
}
