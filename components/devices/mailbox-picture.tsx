'use client';

import { Mails } from 'lucide-react';
import { useId, useLayoutEffect, useRef, useState } from 'react';
import { readableAddress } from '@/components/readable-address';
import { Badge } from '@/components/ui/badge';
import { protocolOrder } from '@/components/ui/chart';
import { cn } from '@/components/ui/cn';
import { ProtocolMark } from '@/components/ui/protocol-mark';
import { Time } from '@/components/ui/time';
import type { Device } from '@/lib/devices/shapes';
import { isLive, takesAway, useDeviceWords, whole } from './words';

const row = 104;
const gap = 14;
/** Below this width the devices stand in one column under the mailbox. */
const narrow = 760;
const hubWidth = 190;
const trunk = 22;

interface Spot {
  device: Device;
  left: number;
  top: number;
  width: number;
  /** Where the line meets the card, and from which side. */
  x: number;
  y: number;
  side: 'left' | 'right';
}

/**
 * The mailbox with its devices around it. A line's colour is the protocol, its arrowheads say which way mail goes, a dashed
 * one with scissors takes it away, and what moves on it is somebody connected. The cards say the same in words.
 */
export function MailboxPicture({
  devices,
  chosen,
  flagged,
  onChoose,
}: {
  devices: Device[];
  chosen: string | null;
  /** Devices that an open finding is about. */
  flagged: ReadonlySet<string>;
  onChoose: (device: Device) => void;
}) {
  const { t } = useDeviceWords();
  const frame = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(1000);
  useLayoutEffect(() => {
    const element = frame.current;
    if (!element) return;
    const measure = () => setWidth(Math.max(280, element.clientWidth));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const inOrder = [...devices].sort(
    (a, b) =>
      protocolOrder.indexOf(a.protocol) - protocolOrder.indexOf(b.protocol) ||
      (a.since < b.since ? -1 : a.since > b.since ? 1 : 0),
  );
  const { spots, hub, height } = width < narrow ? column(inOrder, width) : around(inOrder, width);
  const [first] = inOrder;
  return (
    <div ref={frame} className="relative w-full overflow-hidden" style={{ height }}>
      <svg width={width} height={height} className="absolute inset-0" aria-hidden="true" focusable="false">
        {spots.map((spot) => (
          <Lines
            key={spot.device.id}
            spot={spot}
            hub={hub}
            dim={chosen !== null && chosen !== spot.device.id}
            narrow={width < narrow}
          />
        ))}
      </svg>
      <div
        className="absolute grid place-items-center rounded-lg border-2 border-line-strong bg-surface px-3 text-center shadow-menu"
        style={{ left: hub.left, top: hub.top, width: hub.width, height: hub.height }}
      >
        <div className={cn('min-w-0 max-w-full', width < narrow && 'flex items-center gap-3')}>
          <Mails aria-hidden className="mx-auto size-8 shrink-0 text-accent" strokeWidth={1.5} />
          <p className="mono mt-1 text-xs [overflow-wrap:anywhere]">
            {first ? <Breakable address={first.address} /> : ''}
          </p>
          <p className="mt-0.5 text-ink-3 text-xs">{t('onServer')}</p>
        </div>
      </div>
      <ul aria-label={t('picture.label')}>
        {spots.map((spot) => (
          <li
            key={spot.device.id}
            className="absolute"
            style={{ left: spot.left, top: spot.top, width: spot.width, height: row }}
          >
            <Card
              device={spot.device}
              chosen={chosen === spot.device.id}
              flagged={whole(spot.device).some(({ id }) => flagged.has(id))}
              onChoose={onChoose}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}

function around(devices: Device[], width: number) {
  const rows = Math.max(1, Math.ceil(devices.length / 2));
  const height = Math.max(rows * (row + gap) - gap, 150);
  const cardWidth = Math.min(340, (width - hubWidth - 2 * 110) / 2);
  const hub = { left: (width - hubWidth) / 2, top: height / 2 - 62, width: hubWidth, height: 124 };
  const leftCount = Math.ceil(devices.length / 2);
  const spots = devices.map((device, index): Spot => {
    const left = index < leftCount;
    const inColumn = left ? index : index - leftCount;
    const many = left ? leftCount : devices.length - leftCount;
    const top = (height - (many * (row + gap) - gap)) / 2 + inColumn * (row + gap);
    const at = left ? 0 : width - cardWidth;
    return {
      device,
      left: at,
      top,
      width: cardWidth,
      x: left ? cardWidth : at,
      y: top + row / 2,
      side: left ? 'left' : 'right',
    };
  });
  return { spots, hub, height };
}

function column(devices: Device[], width: number) {
  const hub = { left: 0, top: 0, width, height: 72 };
  const spots = devices.map((device, index): Spot => {
    const top = hub.height + 26 + index * (row + gap);
    const left = trunk + 34;
    return { device, left, top, width: width - left, x: left, y: top + row / 2, side: 'right' };
  });
  return { spots, hub, height: hub.height + 26 + devices.length * (row + gap) };
}

function Lines({
  spot,
  hub,
  dim,
  narrow: inColumn,
}: {
  spot: Spot;
  hub: { left: number; top: number; width: number; height: number };
  dim: boolean;
  narrow: boolean;
}) {
  const devices = whole(spot.device);
  // One line for each protocol that the device speaks.
  const byProtocol = [...new Map(devices.map((device) => [device.protocol, device])).values()];
  return byProtocol.map((device, index) => {
    const shift = (index - (byProtocol.length - 1) / 2) * 16;
    return (
      <Line key={device.protocol} device={device} from={spot} hub={hub} shift={shift} dim={dim} inColumn={inColumn} />
    );
  });
}

function Line({
  device,
  from,
  hub,
  shift,
  dim,
  inColumn,
}: {
  device: Device;
  from: Spot;
  hub: { left: number; top: number; width: number; height: number };
  shift: number;
  dim: boolean;
  inColumn: boolean;
}) {
  const id = useId();
  const live = device.live.length > 0;
  const cuts = device.takes === 'at-once' || device.takes === 'later';
  const toDevice = device.protocol !== 'submission' && device.protocol !== 'sieve';
  const toServer = device.protocol !== 'pop3';
  const sign = from.side === 'left' ? 1 : -1;
  const y = from.y + shift;
  const deviceEnd = { x: from.x + sign * 5, y };
  const server = inColumn
    ? { x: trunk, y: hub.top + hub.height + 8 }
    : {
        x: (from.side === 'left' ? hub.left : hub.left + hub.width) - sign * 5,
        // The lines fan out along the box's side.
        y: Math.min(
          hub.top + hub.height - 14,
          Math.max(hub.top + 14, hub.top + hub.height / 2 + (y - hub.top - hub.height / 2) * 0.25),
        ),
      };
  const bend = Math.abs(server.x - deviceEnd.x) * 0.55;
  const path = inColumn
    ? `M${server.x} ${server.y}V${y - 12}Q${server.x} ${y} ${server.x + 12} ${y}H${deviceEnd.x}`
    : `M${server.x} ${server.y}C${server.x - sign * bend} ${server.y} ${deviceEnd.x + sign * bend} ${deviceEnd.y} ${deviceEnd.x} ${deviceEnd.y}`;
  const middle = inColumn
    ? { x: server.x, y: y - 34 }
    : { x: (server.x + deviceEnd.x) / 2, y: (server.y + deviceEnd.y) / 2 };
  const head = (x: number, atY: number, direction: number) =>
    `M${x - direction * 8} ${atY - 5.5}L${x} ${atY}L${x - direction * 8} ${atY + 5.5}`;
  return (
    <g
      style={{ color: `var(--${device.protocol})` }}
      opacity={dim ? 0.25 : 1}
      fill="none"
      stroke="currentColor"
      strokeLinecap="round"
    >
      <path
        id={id}
        d={path}
        strokeWidth={live ? 2.5 : 1.5}
        strokeDasharray={cuts ? '7 6' : undefined}
        opacity={live ? 1 : 0.5}
      />
      {toDevice && <path d={head(deviceEnd.x, deviceEnd.y, -sign)} strokeWidth="2" strokeLinejoin="round" />}
      {toServer && !inColumn && <path d={head(server.x, server.y, sign)} strokeWidth="2" strokeLinejoin="round" />}
      {toServer && inColumn && (
        <path
          d={`M${server.x - 5.5} ${server.y + 8}L${server.x} ${server.y}L${server.x + 5.5} ${server.y + 8}`}
          strokeWidth="2"
          strokeLinejoin="round"
        />
      )}
      {cuts && (
        <g transform={`translate(${middle.x - 11} ${middle.y - 11})`}>
          <circle cx="11" cy="11" r="14" fill="var(--surface)" stroke="currentColor" strokeWidth="1.25" />
          <g strokeWidth="1.75" transform="translate(1.5 1.5) scale(.8)">
            <circle cx="6" cy="6" r="3" />
            <path d="M8.12 8.12 12 12M20 4 8.12 15.88M14.8 14.8 20 20" />
            <circle cx="6" cy="18" r="3" />
          </g>
        </g>
      )}
      {live && (
        <circle r="4" fill="currentColor" stroke="none" className="motion-reduce:hidden">
          <animateMotion
            dur={toDevice && toServer ? '4s' : '2.2s'}
            repeatCount="indefinite"
            keyPoints={toDevice && toServer ? '0;1;0' : toDevice ? '0;1' : '1;0'}
            keyTimes={toDevice && toServer ? '0;0.5;1' : '0;1'}
            calcMode="linear"
            path={path}
          />
        </circle>
      )}
    </g>
  );
}

function Card({
  device,
  chosen,
  flagged,
  onChoose,
}: {
  device: Device;
  chosen: boolean;
  flagged: boolean;
  onChoose: (device: Device) => void;
}) {
  const { t, name, sentence, since } = useDeviceWords();
  const all = whole(device);
  const last =
    all
      .map(({ lastSeenAt }) => lastSeenAt)
      .sort()
      .at(-1) ?? device.lastSeenAt;
  const first = all.map(({ since: at }) => at).sort()[0] ?? device.since;
  return (
    <button
      type="button"
      onClick={() => onChoose(device)}
      aria-pressed={chosen}
      className={cn(
        'flex h-full w-full flex-col justify-center rounded-lg border bg-surface px-3 py-2 text-left transition-colors hover:bg-hover',
        chosen ? 'border-accent ring-1 ring-accent' : flagged ? 'border-bad' : 'border-line',
      )}
    >
      <span className="flex min-w-0 items-center gap-1.5">
        {all.map((part) => (
          <ProtocolMark key={part.id} protocol={part.protocol} />
        ))}
        <span className="min-w-0 truncate font-medium" title={name(device)}>
          {name(device)}
        </span>
        {isLive(device) && (
          <Badge tone="good" className="ml-auto">
            <span className="size-1.5 animate-pulse rounded-full bg-good motion-reduce:animate-none" />
            {t('connectedNow')}
          </Badge>
        )}
      </span>
      <span className={cn('mt-1 line-clamp-2 text-ink text-xs', takesAway(device) && 'text-pop3')}>
        {sentence(device)}
      </span>
      <span className="mt-1 truncate text-ink-3 text-xs">
        {t('since', { date: since(first) })} · <Time value={last} />
        {device.remoteIp ? <span className="mono"> · {device.remoteIp}</span> : null}
      </span>
    </button>
  );
}

/** Where it does not fit a line, an address is broken before its @. */
function Breakable({ address }: { address: string }) {
  const [localPart, domain] = readableAddress(address).split(/(?=@[^@]*$)/);
  return (
    <>
      {localPart}
      <wbr />
      {domain}
    </>
  );
}
