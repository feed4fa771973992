import type { Day, DayBar, DayMark, Device } from '@/lib/devices/shapes';
import { protocolFacts, protocols } from '@/lib/protocols/values';
import { whole } from './words';

export interface Lane {
  device: Device;
  bars: DayBar[];
  marks: DayMark[];
}

/** A lane for each device that was active this day, in the order of the mailbox picture. */
export function lanesOf(day: Pick<Day, 'bars' | 'marks'>, devices: Device[]): Lane[] {
  return [...devices]
    .sort(byProtocolAndAge)
    .map((device) => laneOf(day, device))
    .filter(({ bars, marks }) => bars.length + marks.length > 0);
}

function laneOf(day: Pick<Day, 'bars' | 'marks'>, device: Device): Lane {
  const ids = new Set(whole(device).map(({ id }) => id));
  const isOwn = ({ deviceId }: { deviceId: string | null }) => deviceId !== null && ids.has(deviceId);
  const isLoss = ({ kind }: DayMark) => kind === 'removed' || kind === 'moved';
  return {
    device,
    bars: day.bars.filter(isOwn),
    marks: day.marks.filter((mark) => isLoss(mark) && isOwn(mark)),
  };
}

export function byProtocolAndAge(a: Device, b: Device): number {
  const byProtocol = protocols.indexOf(a.protocol) - protocols.indexOf(b.protocol);
  if (byProtocol !== 0) return byProtocol;
  return a.since < b.since ? -1 : a.since > b.since ? 1 : 0;
}

/** Events on the server itself. */
export function serverMarks(day: Pick<Day, 'marks'>): DayMark[] {
  return day.marks.filter(({ kind }) => kind === 'delivered' || kind === 'restored');
}

/** Whether a device shows mail. Others only send or filter it. */
export function showsMail({ protocol }: Pick<Device, 'protocol'>): boolean {
  return protocolFacts[protocol].reads;
}

/** The session of a lane that is open at an instant, and the last one that started before it. */
export function sessionsAt(bars: DayBar[], at: number): { open: DayBar | undefined; last: DayBar | undefined } {
  return {
    open: bars.find((bar) => bar.from <= at && (bar.live || bar.to >= at)),
    last: bars.findLast((bar) => bar.from <= at),
  };
}
