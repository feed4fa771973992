'use client';

import { useFormatter, useTranslations } from 'next-intl';
import { useId } from 'react';
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { protocolLooks } from '@/components/protocols';
import { type Protocol, protocols } from '@/lib/protocols/values';
import { ProtocolMark } from './protocol-mark';

export interface SessionsPoint extends Partial<Record<Protocol, number>> {
  /** Start of the interval. */
  at: string;
}

/** Stacked sessions by protocol over time, with the same numbers in a table for screen readers. */
export function SessionsChart({
  points,
  label,
  height = 200,
  daily = false,
}: {
  points: SessionsPoint[];
  label: string;
  height?: number;
  /** One point per day instead of per hour. */
  daily?: boolean;
}) {
  const t = useTranslations('protocols');
  const tTable = useTranslations('table');
  const format = useFormatter();
  const id = useId().replaceAll(':', '');
  const clockOf = (at: unknown) =>
    typeof at === 'string'
      ? format.dateTime(
          new Date(at),
          daily
            ? { day: 'numeric', month: 'short', timeZone: 'UTC' }
            : { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
        )
      : '';
  const present = protocols.filter((protocol) => points.some((point) => (point[protocol] ?? 0) > 0));
  const legend = present.length > 0 ? present : protocols.slice(0, 4);
  return (
    <figure aria-label={label} className="relative min-w-0">
      {/* The chart is 800 px wide until it is measured. A phone must not scroll sideways meanwhile. */}
      <div aria-hidden className="overflow-hidden" style={{ height }}>
        <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 800, height }}>
          <BarChart
            data={points}
            margin={{ top: 4, right: 4, bottom: 0, left: 0 }}
            barCategoryGap="18%"
            accessibilityLayer={false}
          >
            <defs>
              {protocols.map((protocol) => (
                <Texture key={protocol} protocol={protocol} id={`${id}-${protocol}`} />
              ))}
            </defs>
            <CartesianGrid vertical={false} stroke="var(--line)" />
            <XAxis
              dataKey="at"
              tickFormatter={clockOf}
              tick={{ fill: 'var(--ink-3)', fontSize: 11 }}
              axisLine={{ stroke: 'var(--line)' }}
              tickLine={false}
              minTickGap={28}
            />
            <YAxis
              width={36}
              allowDecimals={false}
              tick={{ fill: 'var(--ink-3)', fontSize: 11 }}
              axisLine={false}
              tickLine={false}
            />
            <Tooltip
              cursor={{ fill: 'var(--hover)' }}
              isAnimationActive={false}
              content={({ active, payload, label: at }) =>
                active && payload.length > 0 ? (
                  <div className="rounded-md border border-line bg-raised px-3 py-2 text-xs shadow-menu">
                    <p className="mb-1 font-medium">{clockOf(at)}</p>
                    {legend.map((protocol) => (
                      <p key={protocol} className="flex items-center justify-between gap-6">
                        <ProtocolMark protocol={protocol} label />
                        <span>{Number(payload.find((item) => item.dataKey === protocol)?.value ?? 0)}</span>
                      </p>
                    ))}
                  </div>
                ) : null
              }
            />
            {protocols.map((protocol) => (
              <Bar
                key={protocol}
                dataKey={protocol}
                stackId="sessions"
                fill={`url(#${id}-${protocol})`}
                isAnimationActive={false}
              />
            ))}
          </BarChart>
        </ResponsiveContainer>
      </div>
      <figcaption aria-hidden className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-ink-2 text-xs">
        {legend.map((protocol) => (
          <ProtocolMark key={protocol} protocol={protocol} label />
        ))}
      </figcaption>
      {/* A table cannot be smaller than its rows, so the wrapper hides it. */}
      <div className="sr-only">
        <table>
          <caption>{label}</caption>
          <thead>
            <tr>
              <th scope="col">{tTable('time')}</th>
              {legend.map((protocol) => (
                <th key={protocol} scope="col">
                  {t(protocol)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {points.map((point) => (
              <tr key={point.at}>
                <th scope="row">{clockOf(point.at)}</th>
                {legend.map((protocol) => (
                  <td key={protocol}>{point[protocol] ?? 0}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </figure>
  );
}

function Texture({ protocol, id }: { protocol: Protocol; id: string }) {
  return (
    <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse">
      <rect width="6" height="6" fill={protocolLooks[protocol].color} />
      <path
        d={protocolLooks[protocol].texture}
        stroke="var(--surface)"
        strokeWidth="1"
        strokeOpacity="0.55"
        fill="none"
      />
    </pattern>
  );
}
