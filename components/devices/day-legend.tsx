'use client';

import { protocolLooks } from '@/components/protocols';
import { MessageMark, RemovalMark } from './day-chart-marks';
import { useDeviceWords } from './words';

const items = [
  { key: 'delivered', mark: <MessageMark x={8} y={9} colour="var(--accent)" /> },
  {
    key: 'removed',
    mark: (
      <g transform="translate(8 -8)">
        <RemovalMark x={0} y={0} moved={false} />
      </g>
    ),
  },
  {
    key: 'moved',
    mark: (
      <g transform="translate(8 -8)">
        <RemovalMark x={0} y={0} moved />
      </g>
    ),
  },
  {
    key: 'session',
    mark: <rect x="1" y="4" width="14" height="10" rx="2.5" fill={protocolLooks.imap.color} opacity="0.72" />,
  },
];

export function DayLegend() {
  const { t } = useDeviceWords();
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-ink-2 text-xs">
      {items.map(({ key, mark }) => (
        <li key={key} className="flex items-center gap-1.5">
          <svg width="18" height="18" aria-hidden="true" focusable="false">
            {mark}
          </svg>
          {t(`day.legend.${key}`)}
        </li>
      ))}
    </ul>
  );
}
