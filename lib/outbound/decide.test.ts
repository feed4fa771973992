import { describe, expect, it } from 'vitest';
import { type Account, isJump, lowestOf, overLimit, startOfSlot, usedOf, useOf } from './decide';

const now = new Date('2026-11-28T12:34:56Z');
/** A slot that began so many minutes before the current one. */
const slot = (minutesAgo: number, recipients: number) => ({
  at: new Date(startOfSlot(now).getTime() - minutesAgo * 60_000),
  recipients,
});
const account = (more: Partial<Account> = {}): Account => ({
  level: 'mailbox',
  limits: { hour: 5, day: 20 },
  slots: [],
  ...more,
});

describe('a limit', () => {
  it('allows up to itself', () => {
    expect(overLimit([account()], 5, now)).toBeNull();
    expect(overLimit([account({ slots: [slot(0, 3)] })], 2, now)).toBeNull();
  });

  it('refuses one more, and says when it is free again', () => {
    expect(overLimit([account({ slots: [slot(20, 1), slot(10, 3)] })], 3, now)).toEqual({
      level: 'mailbox',
      period: 'hour',
      used: 4,
      limit: 5,
      freeAt: new Date('2026-11-28T13:20:00Z'),
    });
  });

  it('does not count what is older than an hour, but what is of the day', () => {
    expect(overLimit([account({ slots: [slot(60, 5)] })], 5, now)).toBeNull();
    expect(usedOf([slot(60, 5), slot(50, 2)], 'hour', now)).toBe(2);
    const slots = [slot(1430, 8), slot(300, 8)];
    expect(overLimit([account({ slots })], 5, now)).toMatchObject({
      period: 'day',
      used: 16,
      freeAt: new Date('2026-11-28T12:40:00Z'),
    });
    expect(usedOf([slot(1440, 8)], 'day', now)).toBe(0);
  });

  it('that is smaller than the message is never free', () => {
    expect(overLimit([account()], 6, now)).toMatchObject({ used: 0, freeAt: null });
    expect(overLimit([account({ limits: { hour: 0, day: 20 } })], 1, now)).toMatchObject({ limit: 0, freeAt: null });
  });

  it('of a domain or a tenant refuses a mailbox that has room, and the own limit is named first', () => {
    const full = account({ level: 'customer', limits: { hour: 100, day: 100 }, slots: [slot(0, 100)] });
    expect(overLimit([full, account()], 1, now)).toMatchObject({ level: 'customer' });
    expect(overLimit([full, account({ slots: [slot(0, 5)] })], 1, now)).toMatchObject({ level: 'mailbox' });
  });
});

describe('the use of a level', () => {
  const customer = account({ level: 'customer', limits: { hour: 4, day: 40 }, slots: [slot(0, 4)] });
  const reseller = account({ level: 'reseller', limits: { hour: 4, day: 10 } });

  it('names the smallest limit above it, if that is smaller than its own', () => {
    expect(useOf([account({ slots: [slot(70, 3), slot(0, 1)] }), customer, reseller], now)).toEqual({
      level: 'mailbox',
      hour: { used: 1, limit: 5, above: { level: 'customer', limit: 4 } },
      day: { used: 4, limit: 20, above: { level: 'reseller', limit: 10 } },
    });
    expect(useOf([reseller], now)).toMatchObject({ level: 'reseller', hour: { limit: 4, above: null } });
    expect(useOf([reseller, customer], now)?.hour.above).toBeNull();
    expect(useOf([], now)).toBeNull();
  });

  it('takes the smaller level of equal limits', () => {
    expect(lowestOf([reseller, customer], 'hour')).toEqual({ level: 'customer', limit: 4 });
    expect(lowestOf([], 'hour')).toBeNull();
  });
});

describe('a jump', () => {
  const burst = (recipients: number) => ({ messages: 1, recipients, seconds: 43, network: '192.0.2.0/24' });
  const habit = { maxPerHour: 4, networkKnown: false, hasHistory: true };

  it.each([
    [150, {}, false],
    [151, {}, true],
    [400, { maxPerHour: 40 }, false],
    [401, { maxPerHour: 40 }, true],
    [5000, { networkKnown: true }, false],
    [5000, { hasHistory: false }, false],
  ])('%i recipients, with %o: %s', (recipients, more, expected) => {
    expect(isJump(burst(recipients), { ...habit, ...more })).toBe(expected);
  });
});
