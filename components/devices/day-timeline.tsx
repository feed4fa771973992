'use client';

import { ChevronLeft, ChevronRight, ZoomIn, ZoomOut } from 'lucide-react';
import {
  type KeyboardEvent,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { Button } from '@/components/ui/button';
import { protocolOrder } from '@/components/ui/chart';
import { cn } from '@/components/ui/cn';
import { Input } from '@/components/ui/field';
import { ProtocolMark } from '@/components/ui/protocol-mark';
import { Skeleton } from '@/components/ui/skeleton';
import type { Day, DayBar, DayMark, Device } from '@/lib/devices/shapes';
import { DayMessages } from './day-messages';
import { DaySessions } from './day-sessions';
import { joined, pan, reveal, ticks, type View, zoom } from './day-view';
import { useDeviceWords, whole } from './words';

const laneHeight = 34;
const serverHeight = 40;
const scaleHeight = 22;
const minute = 60_000;

export type ReadDay = (input: {
  mailboxId: string;
  day: string;
  zone: string;
}) => Promise<{ ok: true; data: Day } | { ok: false }>;

const never = () => () => {};

/** One day of a mailbox in the reader's zone, which only the browser knows. */
export function DayTimeline(props: Omit<Parameters<typeof ZonedDay>[0], 'zone'>) {
  const zone = useSyncExternalStore(
    never,
    () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    () => null,
  );
  return zone === null ? <Skeleton className="h-56 w-full" /> : <ZonedDay {...props} zone={zone} />;
}

/** One day of a mailbox: a lane a device, sessions as bars, what came and what went as marks. */
function ZonedDay({
  mailboxId,
  devices,
  read,
  changed,
  zone,
}: {
  mailboxId: string;
  devices: Device[];
  read: ReadDay;
  /** Another value: something happened, today is read again. */
  changed: number;
  zone: string;
}) {
  const { t } = useDeviceWords();
  const [picked, setPicked] = useState<string | null>(null);
  const [day, setDay] = useState<Day | null>(null);
  const [failed, setFailed] = useState(false);
  const [again, setAgain] = useState(0);
  const today = dayOf(Date.now(), zone);
  const wanted = picked ?? today;
  const live = wanted === today ? changed : 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what changed is the reason to read again, not an input
  useEffect(() => {
    let over = false;
    read({ mailboxId, day: wanted, zone }).then(
      (answer) => {
        if (over) return;
        setFailed(!answer.ok);
        if (answer.ok) setDay(answer.data);
      },
      () => !over && setFailed(true),
    );
    return () => {
      over = true;
    };
  }, [mailboxId, wanted, zone, read, live, again]);
  const shift = (days: number) => setPicked(dayOf(Date.parse(`${wanted}T12:00:00Z`) + days * 86_400_000, 'UTC'));
  const shown = day?.day === wanted ? day : null;

  return (
    <section aria-labelledby="day-title">
      <div className="mb-2 flex flex-wrap items-center gap-2">
        <h2 id="day-title" className="mr-auto font-semibold text-base">
          {t('day.title')}
        </h2>
        <Button variant="ghost" size="icon" aria-label={t('day.before')} onClick={() => shift(-1)}>
          <ChevronLeft aria-hidden />
        </Button>
        <Input
          type="date"
          aria-label={t('day.pick')}
          className="w-40"
          value={wanted}
          max={today}
          onChange={({ target }) => target.value && setPicked(target.value)}
        />
        <Button
          variant="ghost"
          size="icon"
          aria-label={t('day.after')}
          disabled={wanted >= today}
          onClick={() => shift(1)}
        >
          <ChevronRight aria-hidden />
        </Button>
        <Button size="sm" disabled={wanted === today} onClick={() => setPicked(null)}>
          {t('day.today')}
        </Button>
        <span className="text-ink-3 text-xs">{t('day.zone', { zone: zone.replaceAll('_', ' ') })}</span>
      </div>
      {failed ? (
        <p role="alert" className="flex items-center gap-3 rounded-lg border border-line bg-surface p-4 text-bad">
          {t('day.failed')}
          <Button size="sm" onClick={() => setAgain((many) => many + 1)}>
            {t('day.again')}
          </Button>
        </p>
      ) : shown ? (
        <Chart key={shown.day} day={shown} devices={devices} />
      ) : (
        <Skeleton className="h-56 w-full" />
      )}
    </section>
  );
}

function dayOf(at: number, zone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    at,
  );
}

interface Lane {
  device: Device;
  bars: DayBar[];
  marks: DayMark[];
}

function Chart({ day, devices }: { day: Day; devices: Device[] }) {
  const { t, name, clock } = useDeviceWords();
  const hint = useId();
  const whole_ = { from: day.from, to: day.to };
  const [view, setView] = useState<View>(() => firstView(day));
  const [cursor, setCursor] = useState<number | null>(null);
  const area = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(900);
  useLayoutEffect(() => {
    const element = area.current;
    if (!element) return;
    const measure = () => setWidth(Math.max(200, element.clientWidth));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const lanes = useMemo(() => lanesOf(day, devices), [day, devices]);
  const server = useMemo(() => day.marks.filter(({ kind }) => kind === 'delivered' || kind === 'restored'), [day]);
  const perPixel = (view.to - view.from) / width;
  const x = (at: number) => (at - view.from) / perPixel;
  const end = Math.min(day.to, day.now);
  const at = Math.min(end, cursor ?? end);
  const height = scaleHeight + serverHeight + lanes.length * laneHeight;
  const visible = (from: number, to: number) => to >= view.from && from <= view.to;

  // React's wheel handlers are passive: the page must not scroll while somebody zooms.
  useEffect(() => {
    const element = area.current;
    if (!element) return;
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey && Math.abs(event.deltaX) <= Math.abs(event.deltaY)) return;
      event.preventDefault();
      const share = (event.clientX - element.getBoundingClientRect().left) / element.clientWidth;
      const of = { from: day.from, to: day.to };
      setView((before) =>
        event.ctrlKey || event.metaKey
          ? zoom(before, of, before.from + share * (before.to - before.from), event.deltaY > 0 ? 1.25 : 0.8)
          : pan(before, of, event.deltaX / 600),
      );
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [day]);

  const go = (to: number) => {
    const next = Math.min(end, Math.max(day.from, to));
    setCursor(next);
    setView((before) => reveal(before, whole_, next));
  };
  const onKey = (event: KeyboardEvent) => {
    const factor = event.key === '+' || event.key === '=' ? 0.5 : event.key === '-' ? 2 : null;
    if (factor) setView(zoom(view, whole_, at, factor));
    else if (event.key === '0') setView(whole_);
    else if (event.key === 'n' || event.key === 'p') {
      const marks = day.marks.map((mark) => mark.at);
      const next =
        event.key === 'n' ? marks.find((each) => each > at + 500) : marks.findLast((each) => each < at - 500);
      if (next !== undefined) go(next);
    } else return;
    event.preventDefault();
  };
  const near = day.marks.filter((mark) => Math.abs(mark.at - at) <= Math.max(perPixel * 5, 1000)).slice(0, 6);

  return (
    <>
      <div className="overflow-hidden rounded-lg border border-line bg-surface">
        <div className="flex flex-wrap items-center gap-2 border-line border-b bg-sunken px-3 py-1.5">
          <Legend />
          <div className="ml-auto flex items-center gap-1">
            <Button
              variant="ghost"
              size="icon"
              aria-label={t('day.zoomOut')}
              onClick={() => setView(zoom(view, whole_, at, 2))}
            >
              <ZoomOut aria-hidden />
            </Button>
            <Button
              variant="ghost"
              size="icon"
              aria-label={t('day.zoomIn')}
              onClick={() => setView(zoom(view, whole_, at, 0.5))}
            >
              <ZoomIn aria-hidden />
            </Button>
            <Button variant="ghost" size="sm" onClick={() => setView(whole_)}>
              {t('day.whole')}
            </Button>
          </div>
        </div>
        <div className="grid grid-cols-[9rem_1fr] max-sm:grid-cols-[5.5rem_1fr]">
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
          <div
            ref={area}
            className="relative min-w-0 cursor-crosshair touch-pan-y"
            onPointerMove={({ clientX, currentTarget }) => {
              const left = currentTarget.getBoundingClientRect().left;
              setCursor(Math.min(end, Math.max(day.from, view.from + (clientX - left) * perPixel)));
            }}
          >
            <svg width={width} height={height} className="block" aria-hidden="true" focusable="false">
              {ticks(view, whole_, Math.max(3, Math.floor(width / 70))).map((tick) => (
                <g key={tick}>
                  <line x1={x(tick)} x2={x(tick)} y1={scaleHeight} y2={height} stroke="var(--line)" />
                  <text x={Math.min(width - 34, x(tick) + 3)} y={15} fontSize="11" fill="var(--ink-3)">
                    {clock(tick)}
                  </text>
                </g>
              ))}
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
                .filter(({ at: when }) => visible(when, when))
                .map((mark) => (
                  <Letter
                    key={mark.id}
                    x={x(mark.at)}
                    y={scaleHeight + serverHeight / 2}
                    tone={mark.kind === 'restored' ? 'var(--good)' : 'var(--accent)'}
                  />
                ))}
              {lanes.map((lane, index) => {
                const y = scaleHeight + serverHeight + index * laneHeight;
                return (
                  <g key={lane.device.id}>
                    <line x1={0} x2={width} y1={y} y2={y} stroke="var(--line)" />
                    {joined(
                      lane.bars.filter((bar) => visible(bar.from, bar.live ? end : bar.to)),
                      perPixel * 1.5,
                    ).map((bar) => {
                      const left = Math.max(-4, x(bar.from));
                      const right = Math.min(width + 4, x(bar.bars.some(({ live }) => live) ? end : bar.to));
                      const live = bar.bars.some((one) => one.live);
                      return (
                        <rect
                          key={bar.from}
                          x={left}
                          y={y + 9}
                          width={Math.max(2.5, right - left)}
                          height={laneHeight - 18}
                          rx="2.5"
                          fill={`var(--${bar.bars[0]?.protocol ?? lane.device.protocol})`}
                          opacity={live ? 1 : 0.72}
                        />
                      );
                    })}
                    {lane.marks
                      .filter(({ at: when }) => visible(when, when))
                      .map((mark) => (
                        <Gone key={mark.id} x={x(mark.at)} y={y} moved={mark.kind === 'moved'} />
                      ))}
                  </g>
                );
              })}
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
              onKeyDown={onKey}
              className="peer absolute inset-x-0 top-0 m-0 h-[22px] w-full cursor-ew-resize appearance-none bg-transparent opacity-0"
            />
            <span className="pointer-events-none absolute inset-0 rounded-sm peer-focus-visible:outline-2 peer-focus-visible:outline-accent peer-focus-visible:-outline-offset-2" />
          </div>
        </div>
        <p id={hint} className="sr-only">
          {t('day.keys')}
        </p>
        <Instant at={at} day={day} lanes={lanes} near={near} />
      </div>
      <DayMessages day={day} devices={devices} onShow={go} />
      <DaySessions day={day} devices={devices} />
    </>
  );
}

/** What sends or filters shows no mail. */
const shows = ({ protocol }: Device) => protocol !== 'submission' && protocol !== 'sieve';

/** What each device showed at the instant under the line. */
function Instant({ at, day, lanes, near }: { at: number; day: Day; lanes: Lane[]; near: DayMark[] }) {
  const { t, name, clock, clockSeconds } = useDeviceWords();
  return (
    <div className="border-line border-t px-3 py-2 text-xs">
      <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <span className="font-semibold text-sm tabular-nums">{clock(at)}</span>
        <span className="text-ink-2">
          {t('day.sofar', {
            came: day.marks.filter((mark) => mark.kind === 'delivered' && mark.at <= at).length,
            went: day.marks.filter((mark) => mark.kind === 'removed' && mark.at <= at).length,
          })}
        </span>
        {near.map((mark) => (
          <span key={mark.id} className={cn('truncate', mark.kind === 'removed' ? 'text-bad' : 'text-accent')}>
            {clockSeconds(mark.at)} {t(`day.mark.${mark.kind}`)}: {mark.subject || t('day.noSubject')}
          </span>
        ))}
      </p>
      <ul className="mt-1.5 grid gap-x-6 gap-y-1 sm:grid-cols-2 xl:grid-cols-3">
        {lanes.map(({ device, bars }) => {
          const open = bars.find((bar) => bar.from <= at && (bar.live || bar.to >= at));
          const last = bars.findLast((bar) => bar.from <= at);
          return (
            <li key={device.id} className="flex min-w-0 items-center gap-1.5 text-ink-2">
              <ProtocolMark protocol={device.protocol} />
              <span className="max-w-[9rem] shrink-0 truncate text-ink">{name(device)}</span>
              <span className="truncate">
                {open
                  ? t(!shows(device) ? 'day.connected' : device.protocol === 'pop3' ? 'day.fetching' : 'day.open', {
                      since: clock(open.from),
                    })
                  : last
                    ? t(shows(device) ? 'day.last' : 'day.here', { at: clock(last.from) })
                    : t(shows(device) ? 'day.never' : 'day.notHere')}
              </span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function Letter({ x, y, tone }: { x: number; y: number; tone: string }) {
  return (
    <g
      transform={`translate(${x - 7} ${y - 5})`}
      fill="var(--surface)"
      stroke={tone}
      strokeWidth="1.5"
      strokeLinejoin="round"
    >
      <rect width="14" height="10" rx="1.5" />
      <path d="m0.5 1.5 6.5 4.5 6.5-4.5" fill="none" />
    </g>
  );
}

/** A letter that leaves: downwards for good, sideways into another folder. */
function Gone({ x, y, moved }: { x: number; y: number; moved: boolean }) {
  return (
    <g transform={`translate(${x} ${y + laneHeight / 2})`}>
      <circle r="8" fill="var(--surface)" stroke={moved ? 'var(--ink-3)' : 'var(--bad)'} strokeWidth="1.5" />
      <path
        d={moved ? 'M-3.5 0H3.5M1 -2.5 3.5 0 1 2.5' : 'M0 -3.5V3.5M-2.5 1 0 3.5 2.5 1'}
        fill="none"
        stroke={moved ? 'var(--ink-3)' : 'var(--bad)'}
        strokeWidth="1.75"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </g>
  );
}

function Legend() {
  const { t } = useDeviceWords();
  const items = [
    { key: 'delivered', mark: <Letter x={8} y={9} tone="var(--accent)" /> },
    {
      key: 'removed',
      mark: (
        <g transform="translate(8 -8)">
          <Gone x={0} y={0} moved={false} />
        </g>
      ),
    },
    {
      key: 'moved',
      mark: (
        <g transform="translate(8 -8)">
          <Gone x={0} y={0} moved />
        </g>
      ),
    },
    { key: 'session', mark: <rect x="1" y="4" width="14" height="10" rx="2.5" fill="var(--imap)" opacity="0.72" /> },
  ];
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

/** In the picture's order; a device that did nothing this day has no lane. */
function lanesOf(day: Day, devices: Device[]): Lane[] {
  return [...devices]
    .sort(
      (a, b) => protocolOrder.indexOf(a.protocol) - protocolOrder.indexOf(b.protocol) || (a.since < b.since ? -1 : 1),
    )
    .map((device): Lane => {
      const ids = new Set(whole(device).map(({ id }) => id));
      return {
        device,
        bars: day.bars.filter(({ deviceId }) => deviceId && ids.has(deviceId)),
        marks: day.marks.filter(
          ({ kind, deviceId }) => (kind === 'removed' || kind === 'moved') && deviceId && ids.has(deviceId),
        ),
      };
    })
    .filter(({ bars, marks }) => bars.length + marks.length > 0);
}

/** Today starts with its last hours, so that what is new is wide enough to be read. */
function firstView(day: Day): View {
  if (day.now >= day.to) return { from: day.from, to: day.to };
  const hours = 4 * 60 * minute;
  const to = Math.min(day.to, day.now + 20 * minute);
  return { from: Math.max(day.from, to - hours), to };
}
