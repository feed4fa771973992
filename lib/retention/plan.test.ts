import { describe, expect, it } from 'vitest';
import { cutoff, whyNot } from './plan';

const now = new Date('2026-03-30T12:00:00Z');
const counted = { state: 'counted' as const, asOf: new Date('2026-03-30T11:00:00Z'), messages: 3 };
const on = { enabled: true };

describe('cutoff', () => {
  it('is as many times 24 hours before, also across a change of the clocks', () => {
    expect(cutoff({ olderThanDays: 30 }, now).toISOString()).toBe('2026-02-28T12:00:00.000Z');
  });
});

describe('whyNot', () => {
  it('lets a fresh preview with messages be carried out', () => {
    expect(whyNot(counted, on, now)).toBeNull();
  });
  it.each([
    [{ ...counted, state: 'counting' as const }, on, 'not-counted'],
    [{ ...counted, state: 'failed' as const }, on, 'not-counted'],
    [{ ...counted, state: 'removing' as const }, on, 'already-carried-out'],
    [{ ...counted, state: 'removed' as const }, on, 'already-carried-out'],
    [counted, { enabled: false }, 'policy-off'],
    [{ ...counted, messages: 0 }, on, 'nothing-to-remove'],
    [{ ...counted, asOf: new Date('2026-03-29T11:59:59Z') }, on, 'too-old'],
  ])('declines %o', (run, policy, why) => {
    expect(whyNot(run, policy, now)).toBe(why);
  });
  it('takes a preview of exactly 24 hours', () => {
    expect(whyNot({ ...counted, asOf: new Date('2026-03-29T12:00:00Z') }, on, now)).toBeNull();
  });
});
