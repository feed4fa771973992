import { describe, expect, it } from 'vitest';
import type { Device } from '@/lib/devices/shapes';
import type { SimStates } from './simulate';
import { outcomeRows, widthShare } from './what-if-rows';
import { newSetting, settingsOf } from './what-if-settings';

const device = (values: Partial<Device>) =>
  ({ id: 'a', protocol: 'imap', rhythm: { kind: 'stays' }, takes: 'not-seen', kept: null, ...values }) as Device;
const settings = (values: Partial<Device>) => settingsOf([device(values)], () => 'A')[0];

describe('the settings that a simulation starts with', () => {
  it('follow what each device was seen to do', () => {
    expect(settings({})).toEqual({
      id: 'a',
      name: 'A',
      protocol: 'imap',
      pollMinutes: null,
      offsetMinutes: 0,
      removeAfterDays: null,
    });
    const polls = { kind: 'polls', everySeconds: 290, spreadSeconds: 1 } as Device['rhythm'];
    expect(settings({ protocol: 'pop3', rhythm: polls, takes: 'at-once' })).toMatchObject({
      protocol: 'pop3',
      pollMinutes: 5,
      offsetMinutes: 10,
      removeAfterDays: 0,
    });
    expect(settings({ rhythm: { kind: 'irregular' } })?.pollMinutes).toBe(60);
  });

  it('remove after the days that were measured, and never when the device leaves mail', () => {
    const kept = { days: 6.6, sample: 3 } as Device['kept'];
    expect(settings({ protocol: 'pop3', takes: 'later', kept })?.removeAfterDays).toBe(7);
    expect(settings({ protocol: 'pop3', takes: 'later' })?.removeAfterDays).toBe(14);
    expect(settings({ protocol: 'pop3', takes: 'leaves' })?.removeAfterDays).toBeNull();
  });

  it('leave out devices that only send or filter, and have six at most', () => {
    expect(settings({ protocol: 'submission' })).toBeUndefined();
    expect(settingsOf(Array(9).fill(device({})), () => 'A')).toHaveLength(6);
  });

  it('are added to with an id of their own', () => {
    const first = newSetting([], 'pop3', 'New');
    expect(first).toMatchObject({ removeAfterDays: 0, pollMinutes: 30 });
    expect(newSetting([first], 'pop3', 'New').id).not.toBe(first.id);
  });
});

describe('the outcome', () => {
  const states: SimStates = {
    server: { removedAt: 60, by: 'a' },
    devices: [{ id: 'a', seenAt: 10, segments: [{ from: 0, to: 100, shows: 'server' }] }],
  };
  it('shows the server first', () => {
    const rows = outcomeRows(states, 100, 'Server', (id) => id.toUpperCase());
    expect(rows.map(({ label }) => label)).toEqual(['Server', 'A']);
    expect(rows[0]?.segments).toEqual([
      { from: 0, to: 60, shows: 'server' },
      { from: 60, to: 100, shows: 'gone' },
    ]);
    const kept = { ...states, server: { removedAt: null, by: null } };
    expect(outcomeRows(kept, 100, 'Server', String)[0]?.segments).toEqual([{ from: 0, to: 100, shows: 'server' }]);
  });

  it('gives early minutes more room', () => {
    expect([0, 25, 100, 400].map((minutes) => widthShare(minutes, 100))).toEqual([0, 50, 100, 100]);
  });
});
