import { describe, expect, it } from 'vitest';
import type { DayBar, DayMark, Device } from '@/lib/devices/shapes';
import { lanesOf, serverMarks, sessionsAt } from './day-lanes';

const device = (id: string, protocol: Device['protocol'], since: string, parts: Device[] = []) =>
  ({ id, protocol, since, parts }) as Device;
const bar = (deviceId: string | null, from: number, to: number, live = false) =>
  ({ deviceId, from, to, live }) as DayBar;
const mark = (kind: DayMark['kind'], deviceId: string | null) => ({ kind, deviceId }) as DayMark;

describe('the lanes of a day', () => {
  const phone = device('phone', 'imap', '2026-03-01', [device('phone-smtp', 'submission', '2026-03-01')]);
  const laptop = device('laptop', 'imap', '2026-01-01');
  const old = device('old', 'pop3', '2025-01-01');

  it('are in the order of the picture, without devices that did nothing', () => {
    const bars = [bar('old', 1, 2), bar('phone', 1, 2), bar('laptop', 1, 2)];
    const idle = device('idle', 'imap', '2024-01-01');
    expect(lanesOf({ bars, marks: [] }, [old, idle, phone, laptop]).map((lane) => lane.device.id)).toEqual([
      'laptop',
      'phone',
      'old',
    ]);
  });

  it('show the sessions of all parts of a device, and only what it removed or moved', () => {
    const marks = [mark('removed', 'phone'), mark('moved', 'phone'), mark('delivered', 'phone'), mark('removed', null)];
    const [lane] = lanesOf({ bars: [bar('phone-smtp', 1, 2), bar(null, 1, 2)], marks }, [phone]);
    expect(lane?.bars).toHaveLength(1);
    expect(lane?.marks.map(({ kind }) => kind)).toEqual(['removed', 'moved']);
    expect(serverMarks({ marks }).map(({ kind }) => kind)).toEqual(['delivered']);
  });
});

describe('the sessions at an instant', () => {
  const bars = [bar('a', 10, 20), bar('a', 30, 40), bar('a', 50, 51, true)];
  it('are the open one and the last one that started', () => {
    expect(sessionsAt(bars, 15)).toEqual({ open: bars[0], last: bars[0] });
    expect(sessionsAt(bars, 25)).toEqual({ open: undefined, last: bars[0] });
    expect(sessionsAt(bars, 90)).toEqual({ open: bars[2], last: bars[2] });
    expect(sessionsAt(bars, 5)).toEqual({ open: undefined, last: undefined });
  });
});
