import { describe, expect, it } from 'vitest';
import { type SimDevice, type SimSettings, simulate } from './simulate';

const outlook = (more: Partial<SimDevice> = {}): SimDevice => ({
  id: 'outlook',
  protocol: 'pop3',
  pollMinutes: 30,
  offsetMinutes: 10,
  removeAfterDays: 0,
  ...more,
});
const phone = (more: Partial<SimDevice> = {}): SimDevice => ({
  id: 'phone',
  protocol: 'imap',
  pollMinutes: 15,
  offsetMinutes: 12,
  removeAfterDays: null,
  ...more,
});
const run = (devices: SimDevice[], more: Partial<SimSettings> = {}) =>
  simulate({ devices, deletion: null, horizonMinutes: 1440, ...more });
const of = (states: ReturnType<typeof run>, id: string) => states.devices.find((device) => device.id === id);
const shown = (states: ReturnType<typeof run>, id: string) => of(states, id)?.segments.map(({ shows }) => shows);

describe('simulate', () => {
  it('a phone that checks after the Outlook never sees the message', () => {
    const states = run([outlook(), phone()]);
    expect(states.server).toEqual({ removedAt: 10, by: 'outlook' });
    expect(shown(states, 'phone')).toEqual(['not-yet', 'never']);
    expect(shown(states, 'outlook')).toEqual(['not-yet', 'own-copy']);
  });

  it('removes the message from a phone that had seen it', () => {
    const states = run([outlook(), phone({ pollMinutes: null, offsetMinutes: 0 })]);
    expect(shown(states, 'phone')).toEqual(['server', 'gone']);
    expect(of(states, 'phone')?.segments[0]).toEqual({ from: 0, to: 10, shows: 'server' });
  });

  it('keeps it for 14 days when the Outlook is set to do so', () => {
    const states = run([outlook({ removeAfterDays: 14 }), phone()], { horizonMinutes: 16 * 1440 });
    expect(states.server.removedAt).toBe(10 + 14 * 1440);
    expect(shown(states, 'phone')).toEqual(['not-yet', 'server', 'gone']);
    expect(shown(states, 'outlook')).toEqual(['not-yet', 'server', 'own-copy']);
  });

  it('never removes when the copy is left on the server', () => {
    const states = run([outlook({ removeAfterDays: null }), phone()]);
    expect(states.server.removedAt).toBeNull();
    expect(shown(states, 'phone')).toEqual(['not-yet', 'server']);
  });

  it('a deletion on the phone applies to every IMAP device, but the Outlook keeps its copy', () => {
    const states = run([outlook({ removeAfterDays: null }), phone(), phone({ id: 'tablet', offsetMinutes: 5 })], {
      deletion: { deviceId: 'phone', afterMinutes: 60 },
    });
    expect(states.server).toEqual({ removedAt: 60, by: 'phone' });
    expect(shown(states, 'tablet')).toEqual(['not-yet', 'server', 'gone']);
    expect(shown(states, 'outlook')).toEqual(['not-yet', 'server', 'own-copy']);
  });

  it('a deletion before the Outlook checks leaves nothing for it', () => {
    const states = run([outlook({ offsetMinutes: 90 }), phone()], {
      deletion: { deviceId: 'phone', afterMinutes: 60 },
    });
    expect(shown(states, 'outlook')).toEqual(['not-yet', 'never']);
  });

  it('of two competing devices, only the first gets the message', () => {
    const states = run([outlook(), outlook({ id: 'laptop', offsetMinutes: 20 })]);
    expect(shown(states, 'laptop')).toEqual(['not-yet', 'never']);
  });

  it('a device cannot delete a message that it never showed', () => {
    const states = run([outlook(), phone()], { deletion: { deviceId: 'phone', afterMinutes: 60 } });
    expect(states.server.by).toBe('outlook');
    expect(shown(states, 'phone')).toEqual(['not-yet', 'never']);
  });
});
