'use client';

import { protocolLooks } from '@/components/protocols';
import { ScrollRegion } from '@/components/ui/scroll-region';
import type { Segment, Shows, SimStates } from './simulate';
import { outcomeRows, widthShare } from './what-if-rows';
import type { Setting } from './what-if-settings';
import { useDeviceWords } from './words';

const tones: Record<Shows, string> = {
  'not-yet': 'bg-sunken text-ink-3',
  server: protocolLooks.imap.tone,
  'own-copy': protocolLooks.pop3.tone,
  gone: 'bg-bad-soft text-bad',
  never: 'bg-bad-soft text-bad',
};

/** When the server and each device show the message, as bars and in sentences. */
export function WhatIfOutcome({
  states,
  settings,
  nameOf,
  horizon,
}: {
  states: SimStates;
  settings: Setting[];
  nameOf: (id: string) => string;
  horizon: number;
}) {
  const { t } = useDeviceWords();
  const span = useSpanWords();
  const rows = outcomeRows(states, horizon, t('day.server'), nameOf);
  return (
    <div className="border-line border-t px-4 py-3">
      <p className="mb-2 font-medium" aria-live="polite">
        {states.server.removedAt === null
          ? t('whatIf.stays_', {
              count: states.devices.filter(({ seenAt }) => seenAt !== null).length,
              all: settings.length,
            })
          : t('whatIf.goes', { who: nameOf(states.server.by ?? ''), after: span(states.server.removedAt) })}
      </p>
      <ScrollRegion label={t('whatIf.tableLabel')} className="overflow-x-auto">
        <table className="w-full min-w-[36rem] table-fixed text-left text-xs">
          <caption className="sr-only">{t('whatIf.tableLabel')}</caption>
          <colgroup>
            <col className="w-36" />
            <col />
          </colgroup>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <th scope="row" className="w-36 truncate py-1 pr-3 font-medium">
                  {row.label}
                </th>
                <td className="py-1">
                  <Segments segments={row.segments} horizon={horizon} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      <ul className="mt-3 flex flex-col gap-1 text-ink-2">
        {states.devices.map((device) => {
          const last = device.segments.at(-1);
          return (
            <li key={device.id}>
              {device.seenAt === null
                ? t('whatIf.neverSaw', { name: nameOf(device.id) })
                : t('whatIf.saw', {
                    name: nameOf(device.id),
                    when: span(device.seenAt),
                    end: last?.shows === 'own-copy' ? 'ownCopy' : (last?.shows ?? 'server'),
                  })}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function Segments({ segments, horizon }: { segments: Segment[]; horizon: number }) {
  const { t } = useDeviceWords();
  const span = useSpanWords();
  return (
    <ol className="flex h-7 overflow-hidden rounded-sm">
      {segments.map((segment) => (
        <li
          key={segment.from}
          className={`flex min-w-0 items-center overflow-hidden border-surface border-r px-1.5 last:border-r-0 ${tones[segment.shows]}`}
          style={{ width: `${widthShare(segment.to, horizon) - widthShare(segment.from, horizon)}%` }}
          title={`${t(`whatIf.shows.${segment.shows}`)} (${span(segment.from)} – ${span(segment.to)})`}
        >
          <span className="truncate">
            {t(`whatIf.shows.${segment.shows}`)}
            <span className="sr-only"> {t('whatIf.fromTo', { from: span(segment.from), to: span(segment.to) })}</span>
          </span>
        </li>
      ))}
    </ol>
  );
}

/** Formats the time since the delivery. */
function useSpanWords() {
  const { t, duration } = useDeviceWords();
  return (minutes: number) =>
    minutes === 0 ? t('whatIf.atDelivery') : t('whatIf.after', { duration: duration(minutes * 60) });
}
