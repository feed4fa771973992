import { describe, expect, it } from 'vitest';
import { cutoff, outcomeOf, planItems, startRefusal, totalSize, uncertainItems } from './plan';

const now = new Date('2026-03-30T12:00:00Z');
const counted = { state: 'counted' as const, asOf: new Date('2026-03-30T11:00:00Z'), messages: 3 };
const on = { enabled: true };

describe('cutoff', () => {
  it('is a multiple of 24 hours before, also across a daylight saving change', () => {
    expect(cutoff({ olderThanDays: 30 }, now).toISOString()).toBe('2026-02-28T12:00:00.000Z');
  });
});

describe('startRefusal', () => {
  it('allows a fresh preview with messages', () => {
    expect(startRefusal(counted, on, now)).toBeNull();
  });
  it.each([
    [{ ...counted, state: 'counting' as const }, on, 'not-counted'],
    [{ ...counted, state: 'failed' as const }, on, 'not-counted'],
    [{ ...counted, state: 'removing' as const }, on, 'already-started'],
    [{ ...counted, state: 'removed' as const }, on, 'already-started'],
    [counted, { enabled: false }, 'policy-off'],
    [{ ...counted, messages: 0 }, on, 'nothing-to-remove'],
    [{ ...counted, asOf: new Date('2026-03-29T11:59:59Z') }, on, 'too-old'],
  ])('refuses %o', (run, policy, why) => {
    expect(startRefusal(run, policy, now)).toBe(why);
  });
  it('allows a preview that is exactly 24 hours old', () => {
    expect(startRefusal({ ...counted, asOf: new Date('2026-03-29T12:00:00Z') }, on, now)).toBeNull();
  });
});

describe('the items of a preview', () => {
  const offer = {
    uid: 1,
    guid: 'a',
    messageId: '<a@x>',
    sender: 'a@a.example',
    subject: 'Offer',
    at: '2026-01-01T00:00:00Z',
    size: 10,
  };
  const found = [
    offer,
    { uid: 2, guid: 'b', messageId: '', sender: '', subject: '', at: '2026-01-02T00:00:00Z', size: 5 },
  ];
  const items = planItems(found, {
    runId: 'run',
    mailbox: { id: 'mailbox', address: 'anna@a.example' },
    policy: { folder: 'Trash', olderThanDays: 30, basis: 'saved' },
  });

  it('name the mailbox, the folder and the rule', () => {
    expect(items[0]).toEqual({
      runId: 'run',
      mailboxId: 'mailbox',
      address: 'anna@a.example',
      folder: 'Trash',
      ...offer,
      reason: 'saved:30:Trash',
    });
    expect(totalSize(items)).toBe(15);
  });

  it('have null instead of empty strings', () => {
    expect(items[1]).toMatchObject({ messageId: null, sender: null, subject: null });
  });
});

describe('the outcome of a batch', () => {
  const items = [
    { guid: 'a', state: 'planned' },
    { guid: 'b', state: 'planned' },
    { guid: 'c', state: 'removing' },
    { guid: 'd', state: 'removing' },
  ];
  const guids = (list: { guid: string }[]) => list.map(({ guid }) => guid).join('');

  it('is uncertain for messages that an earlier attempt tried and the node does not report', () => {
    expect(guids(uncertainItems(items, new Set(['a', 'c'])))).toBe('d');
  });

  it('separates removed and remaining messages', () => {
    const { removed, remaining } = outcomeOf(items, new Set(['a', 'c']));
    expect([guids(removed), guids(remaining)]).toEqual(['ac', 'bd']);
  });
});
