'use client';

import { protocolLooks } from '@/components/protocols';
import type { Day, DayMark } from '@/lib/devices/shapes';
import { laneHeight, MessageMark, RemovalMark } from './day-chart-marks';
import type { Lane } from './day-lanes';
import { joined, type Scale, ticks, type View } from './day-view';
import { useDeviceWords } from './words';

export const serverHeight = 40;
export const scaleHeight = 22;

interface Props {
  day: Day;
  view: View;
  scale: Scale;
  lanes: Lane[];
  server: DayMark[];
  /** The end of the day's known data. */
  end: number;
  /** The instant under the line. */
  at: number;
}

/** The drawing only. The slider over it and the text below it give the same information. */
export function DayChartDrawing({ day, view, scale, lanes, server, end, at }: Props) {
  const { width, x, isVisible } = scale;
  const height = scaleHeight + serverHeight + lanes.length * laneHeight;
  return (
    <svg width={width} height={height} className="block" aria-hidden="true" focusable="false">
      <Ticks day={day} view={view} scale={scale} height={height} />
      {end < day.to && x(end) < width && (
        <rect
          x={Math.max(0, x(end))}
          y={scaleHeight}
          width={width - Math.max(0, x(end))}
          height={height}
          fill="var(--sunken)"
          opacity="0.7"
        />
      )}
      {server
        .filter((mark) => isVisible(mark.at))
        .map((mark) => (
          <MessageMark
            key={mark.id}
            x={x(mark.at)}
            y={scaleHeight + serverHeight / 2}
            colour={mark.kind === 'restored' ? 'var(--good)' : 'var(--accent)'}
          />
        ))}
      {lanes.map((lane, index) => (
        <LaneDrawing
          key={lane.device.id}
          lane={lane}
          y={scaleHeight + serverHeight + index * laneHeight}
          scale={scale}
          end={end}
        />
      ))}
      <line
        x1={x(at)}
        x2={x(at)}
        y1={scaleHeight - 4}
        y2={height}
        stroke="var(--ink)"
        strokeWidth="1"
        strokeDasharray="2 2"
      />
      <circle cx={x(at)} cy={scaleHeight - 4} r="3" fill="var(--ink)" />
    </svg>
  );
}

function Ticks({ day, view, scale, height }: { day: Day; view: View; scale: Scale; height: number }) {
  const { clock } = useDeviceWords();
  const { width, x } = scale;
  // A label is about 34 pixels wide and needs as much space beside it.
  return ticks(view, day, Math.max(3, Math.floor(width / 70))).map((tick) => (
    <g key={tick}>
      <line x1={x(tick)} x2={x(tick)} y1={scaleHeight} y2={height} stroke="var(--line)" />
      <text x={Math.min(width - 34, x(tick) + 3)} y={15} fontSize="11" fill="var(--ink-3)">
        {clock(tick)}
      </text>
    </g>
  ));
}

function LaneDrawing({ lane, y, scale, end }: { lane: Lane; y: number; scale: Scale; end: number }) {
  const { width, msPerPixel, x, isVisible } = scale;
  const visible = lane.bars.filter((bar) => isVisible(bar.from, bar.live ? end : bar.to));
  return (
    <g>
      <line x1={0} x2={width} y1={y} y2={y} stroke="var(--line)" />
      {joined(visible, msPerPixel * 1.5).map((bar) => {
        const live = bar.bars.some((one) => one.live);
        const left = Math.max(-4, x(bar.from));
        const right = Math.min(width + 4, x(live ? end : bar.to));
        return (
          <rect
            key={bar.from}
            x={left}
            y={y + 9}
            width={Math.max(2.5, right - left)}
            height={laneHeight - 18}
            rx="2.5"
            fill={protocolLooks[bar.bars[0]?.protocol ?? lane.device.protocol].color}
            opacity={live ? 1 : 0.72}
          />
        );
      })}
      {lane.marks
        .filter((mark) => isVisible(mark.at))
        .map((mark) => (
          <RemovalMark key={mark.id} x={x(mark.at)} y={y} moved={mark.kind === 'moved'} />
        ))}
    </g>
  );
}
