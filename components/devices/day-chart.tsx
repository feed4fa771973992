'use client';

import { type KeyboardEvent, useId, useMemo, useRef } from 'react';
import { ProtocolMark } from '@/components/ui/protocol-mark';
import type { Day, Device } from '@/lib/devices/shapes';
import { DayChartDrawing, scaleHeight, serverHeight } from './day-chart-drawing';
import { laneHeight } from './day-chart-marks';
import { DayChartToolbar } from './day-chart-toolbar';
import { DayInstant } from './day-instant';
import { type Lane, lanesOf, serverMarks } from './day-lanes';
import { DayMessages } from './day-messages';
import { DaySessions } from './day-sessions';
import { marksNear, nextMark, scaleOf } from './day-view';
import { useDayView } from './use-day-view';
import { useElementWidth } from './use-element-width';
import { useWheelZoom } from './use-wheel-zoom';
import { useDeviceWords } from './words';

const minute = 60_000;

/** A lane for each device with its sessions as bars, and messages that arrived or left as marks. */
export function DayChart({ day, devices }: { day: Day; devices: Device[] }) {
  const { t, clock } = useDeviceWords();
  const hint = useId();
  const area = useRef<HTMLDivElement>(null);
  const width = useElementWidth(area, { initial: 900, min: 200 });
  const { view, setView, end, at, point, go, zoomBy, showAll } = useDayView(day);
  const lanes = useMemo(() => lanesOf(day, devices), [day, devices]);
  const server = useMemo(() => serverMarks(day), [day]);
  const scale = scaleOf(view, width);
  useWheelZoom(area, day, setView);

  const goToMark = (direction: 'after' | 'before') => {
    const next = nextMark(day.marks, at, direction);
    if (next !== undefined) go(next);
  };
  const keys: Record<string, () => void> = {
    '+': () => zoomBy(0.5),
    '=': () => zoomBy(0.5),
    '-': () => zoomBy(2),
    '0': showAll,
    n: () => goToMark('after'),
    p: () => goToMark('before'),
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const run = keys[event.key];
    if (!run) return;
    run();
    event.preventDefault();
  };

  return (
    <>
      <div className="overflow-hidden rounded-lg border border-line bg-surface">
        <DayChartToolbar onZoom={zoomBy} onShowAll={showAll} />
        <div className="grid grid-cols-[9rem_1fr] max-sm:grid-cols-[5.5rem_1fr]">
          <LaneNames lanes={lanes} />
          <div
            ref={area}
            className="relative min-w-0 cursor-crosshair touch-pan-y"
            onPointerMove={({ clientX, currentTarget }) => {
              point(scale.at(clientX - currentTarget.getBoundingClientRect().left));
            }}
          >
            <DayChartDrawing day={day} view={view} scale={scale} lanes={lanes} server={server} end={end} at={at} />
            <input
              type="range"
              min={day.from}
              max={end}
              step={minute}
              value={at}
              aria-label={t('day.instant')}
              aria-describedby={hint}
              aria-valuetext={clock(at)}
              onChange={({ target }) => go(Number(target.value))}
              onKeyDown={onKeyDown}
              className="peer absolute inset-x-0 top-0 m-0 h-[22px] w-full cursor-ew-resize appearance-none bg-transparent opacity-0"
            />
            <span className="pointer-events-none absolute inset-0 rounded-sm peer-focus-visible:outline-2 peer-focus-visible:outline-accent peer-focus-visible:-outline-offset-2" />
          </div>
        </div>
        <p id={hint} className="sr-only">
          {t('day.keys')}
        </p>
        <DayInstant at={at} day={day} lanes={lanes} near={marksNear(day.marks, at, scale.msPerPixel)} />
      </div>
      <DayMessages day={day} devices={devices} onShow={go} />
      <DaySessions day={day} devices={devices} />
    </>
  );
}

function LaneNames({ lanes }: { lanes: Lane[] }) {
  const { t, name } = useDeviceWords();
  return (
    <div className="border-line border-r text-xs" aria-hidden>
      <p style={{ height: scaleHeight }} />
      <p className="flex items-center px-3 font-medium max-sm:px-2" style={{ height: serverHeight }}>
        {t('day.server')}
      </p>
      {lanes.map(({ device }) => (
        <p
          key={device.id}
          className="flex items-center gap-1.5 border-line border-t px-3 max-sm:px-2"
          style={{ height: laneHeight }}
        >
          <ProtocolMark protocol={device.protocol} />
          <span className="truncate">{name(device)}</span>
        </p>
      ))}
    </div>
  );
}
