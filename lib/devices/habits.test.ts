import { describe, expect, it } from 'vitest';
import { type HabitSession, habitsOf, type Traces } from './habits';

const start = Date.parse('2026-03-01T08:00:00Z');

function session(
  minute: number,
  { lasts = 2, ...more }: Partial<HabitSession> & { lasts?: number } = {},
): HabitSession {
  const end = new Date(start + minute * 60_000 + lasts * 1000).toISOString();
  return {
    protocol: 'pop3',
    clientName: null,
    startedAt: new Date(start + minute * 60_000).toISOString(),
    lastSeenAt: end,
    endedAt: end,
    fetched: 0,
    removed: 0,
    expunged: 0,
    ...more,
  };
}

const every = (minutes: number, times: number, more: Partial<HabitSession> = {}) =>
  Array.from({ length: times }, (_, index) => session(index * minutes, more));
const of = (sessions: HabitSession[], more: Partial<Traces> = {}) =>
  habitsOf(sessions, { keptDays: [], fetched: 0, delivered: 0, taken: 0, ...more });

describe('habitsOf', () => {
  it('recognises a POP3 client that polls every five minutes and removes at once', () => {
    expect(of(every(5, 12, { fetched: 2, removed: 2, expunged: 2 }))).toMatchObject({
      takes: 'at-once',
      rhythm: { kind: 'polls', everySeconds: 300, spreadSeconds: 0 },
    });
  });

  it('keeps the rhythm over a night without polls', () => {
    const next = every(5, 20).map((one) => ({
      ...one,
      startedAt: new Date(Date.parse(one.startedAt) + 86_400_000).toISOString(),
      lastSeenAt: new Date(Date.parse(one.lastSeenAt) + 86_400_000).toISOString(),
      endedAt: new Date(Date.parse(one.lastSeenAt) + 86_400_000).toISOString(),
    }));
    expect(of([...every(5, 20), ...next]).rhythm).toMatchObject({ kind: 'polls', everySeconds: 300 });
  });

  it('finds no rhythm in two visits, random visits or no visits', () => {
    expect(of([session(0), session(5)]).rhythm).toEqual({ kind: 'irregular' });
    expect(of([0, 3, 41, 44, 120, 121, 190].map((minute) => session(minute))).rhythm).toEqual({ kind: 'irregular' });
    expect(of([]).rhythm).toEqual({ kind: 'irregular' });
  });

  it('counts connections that open together as one visit', () => {
    const visits = [0, 10, 20, 30, 40].flatMap((minute) => [
      session(minute, { protocol: 'imap' }),
      session(minute + 0.02, { protocol: 'imap' }),
    ]);
    expect(of(visits).rhythm).toMatchObject({ kind: 'polls', everySeconds: 600 });
  });

  it('lets the connection that stays speak for those that opened with it and ended', () => {
    const morning = (minute: number) => [
      ...[0, 1, 2, 3].map(() => session(minute, { protocol: 'imap' })),
      session(minute, { protocol: 'imap', lasts: 3 * 3600 }),
    ];
    expect(of([...morning(0), ...morning(300)]).rhythm).toEqual({ kind: 'stays' });
  });

  it('distinguishes a phone in IDLE from one that polls', () => {
    expect(of([session(0, { protocol: 'imap', lasts: 1700, endedAt: null })])).toMatchObject({
      takes: 'looks',
      rhythm: { kind: 'stays' },
    });
  });

  it('finds no rhythm in manual use', () => {
    for (const protocol of ['webmail', 'submission', 'sieve'] as const) {
      expect(of(every(60, 10, { protocol })).rhythm).toEqual({ kind: 'irregular' });
    }
  });

  it('distinguishes leaving mail, removing it later, and no data', () => {
    expect(of(every(15, 5, { fetched: 3 })).takes).toBe('leaves');
    expect(of(every(15, 5)).takes).toBe('not-seen');
    expect(of([...every(15, 8, { fetched: 1 }), session(300, { removed: 4, expunged: 4 })]).takes).toBe('later');
  });

  it('uses the trail: messages removed after 14 days are removed later, with that age', () => {
    const sessions = every(60, 10, { fetched: 1, removed: 1 });
    expect(of(sessions, { keptDays: [13.9, 14, 14.1, 14] })).toMatchObject({
      takes: 'later',
      keptDays: 14,
      keptSample: 4,
    });
    expect(of(sessions, { keptDays: [0.01, 0.02, 0.01] }).takes).toBe('at-once');
  });

  it('distinguishes a client that downloads everything from one that opens a few messages', () => {
    const sessions = every(10, 5, { protocol: 'imap' });
    expect(of(sessions, { fetched: 40, delivered: 42 }).downloads).toBe(true);
    expect(of(sessions, { fetched: 12, delivered: 42 }).downloads).toBe(false);
    // Three messages are not enough.
    expect(of(sessions, { fetched: 3, delivered: 3 }).downloads).toBe(false);
  });

  it('does not call one removed message a habit', () => {
    expect(of([session(0, { fetched: 3, removed: 1, expunged: 1 })], { keptDays: [3] }).takes).toBe('leaves');
    expect(of([session(0, { removed: 1, expunged: 1 })], { keptDays: [3] }).takes).toBe('not-seen');
    expect(of([session(0, { fetched: 2, removed: 2, expunged: 2 })], { keptDays: [4] }).takes).toBe('at-once');
  });

  it('does not call a program one that leaves mail because its figures are not recorded', () => {
    expect(of(every(5, 4, { fetched: null })).takes).toBe('not-seen');
    expect(of(every(5, 4, { fetched: null, removed: 2, expunged: 2 })).takes).toBe('later');
  });

  it('recognises a program that takes mail away over IMAP, and accuses no person', () => {
    const sessions = every(10, 5, { protocol: 'imap', fetched: 2, expunged: 2 });
    expect(of(sessions, { taken: 10, fetched: 10, delivered: 10 }).takes).toBe('at-once');
    expect(of(sessions, { taken: 10, fetched: 10, delivered: 10, keptDays: [3, 3, 3] }).takes).toBe('later');
    // Reads all and deletes some for good; removes without reading; a single message; moves to Trash.
    expect(of(sessions, { taken: 5, fetched: 10, delivered: 10 }).takes).toBe('looks');
    expect(of(sessions, { taken: 10, fetched: 2, delivered: 10 }).takes).toBe('looks');
    expect(of(sessions, { taken: 1, fetched: 1, delivered: 1 }).takes).toBe('looks');
    expect(of(sessions, { taken: 0, fetched: 10, delivered: 10 }).takes).toBe('looks');
    expect(of(every(10, 5, { protocol: 'webmail' }), { taken: 10, fetched: 10, delivered: 10 }).takes).toBe('looks');
  });

  it('tells an update, which changes the name once, from two programs that take turns', () => {
    const named = (...names: (string | null)[]) =>
      of(names.map((clientName, index) => session(index * 10, { protocol: 'imap', clientName }))).programs;
    expect(named('K-9 Mail', 'K-9 Mail', 'Thunderbird', null, 'Thunderbird')).toEqual([]);
    expect(named('K-9 Mail', 'Thunderbird', 'K-9 Mail')).toEqual(['K-9 Mail', 'Thunderbird']);
  });

  it('uses the latest sessions, not earlier ones', () => {
    const taking = Array.from({ length: 24 }, (_, index) => session(2000 + index * 5, { fetched: 1, removed: 1 }));
    expect(of([...every(30, 40, { fetched: 3 }), ...taking])).toMatchObject({
      takes: 'at-once',
      rhythm: { kind: 'polls', everySeconds: 300 },
    });
  });
});
