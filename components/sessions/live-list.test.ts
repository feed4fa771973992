import { describe, expect, it } from 'vitest';
import type { SessionRow } from '@/lib/activity/shapes';
import { Prisma } from '@/lib/db';
import { matches, noFilter, readFilter, type SessionFilter, writeFilter } from './filter';
import { append, farewellMs, letIn, narrow, openList, sweep, takeIn } from './live-list';

const now = Date.parse('2026-03-01T12:00:00Z');
const all: SessionFilter = noFilter;

/** A session with every optional field empty. */
const unknown = Object.fromEntries(
  Object.values(Prisma.MailSessionScalarFieldEnum).map((name) => [name, null]),
) as Record<Prisma.MailSessionScalarFieldEnum, null>;

function row(id: number, more: Partial<SessionRow> = {}): SessionRow {
  const at = new Date(now - 60_000 + id * 1000).toISOString();
  return {
    ...unknown,
    id: String(id),
    node: 'mx1',
    sid: `s${id}`,
    protocol: 'imap',
    deviceId: null,
    address: 'anna@alpenglas.example',
    remoteIp: '203.0.113.7',
    place: null,
    transport: 'tls',
    credential: 'main',
    credentialLabel: null,
    startedAt: at,
    lastSeenAt: at,
    fetched: 0,
    removed: 0,
    expunged: 0,
    delivered: 0,
    seenBy: 'log',
    revision: id,
    ...more,
  };
}
const ids = (rows: SessionRow[]) => rows.map(({ id }) => id);
const ended = (id: number, agoMs = 0, more: Partial<SessionRow> = {}) =>
  row(id, { endedAt: new Date(now - agoMs).toISOString(), revision: 1000 + id, ...more });

describe('the live list', () => {
  const list = openList([row(1), row(3), row(2)], false);

  it('shows the newest first and adds a new one at the top', () => {
    const next = takeIn(list, [row(4)], { filter: all, held: false, now });
    expect(ids(next.rows)).toEqual(['4', '3', '2', '1']);
    expect([...next.fresh.keys()]).toEqual(['4']);
  });

  it('holds new ones back while held, counts each once, and shows them on demand', () => {
    const held = { filter: all, held: true, now };
    const next = takeIn(takeIn(list, [row(4), row(5)], held), [row(4, { revision: 40 })], held);
    expect(ids(next.rows)).toEqual(['3', '2', '1']);
    expect(next.waiting).toHaveLength(2);
    const shown = letIn(next, { filter: all, now });
    expect(ids(shown.rows)).toEqual(['5', '4', '3', '2', '1']);
    expect(shown.waiting).toEqual([]);
  });

  it('updates a row in place even while held, and never to an older revision', () => {
    const next = takeIn(list, [row(2, { clientName: 'Outlook', revision: 50 })], { filter: all, held: true, now });
    const stale = takeIn(next, [row(2, { revision: 49 })], { filter: all, held: true, now });
    expect(stale.rows[1]?.clientName).toBe('Outlook');
  });

  it('marks an ended session, and drops it after a few seconds unless held', () => {
    const next = takeIn(list, [ended(2)], { filter: all, held: false, now });
    expect(ids(next.rows)).toContain('2');
    const later = now + farewellMs;
    expect(ids(sweep(next, { filter: all, held: true, now: later }).rows)).toContain('2');
    expect(ids(sweep(next, { filter: all, held: false, now: later }).rows)).toEqual(['3', '1']);
    expect(ids(sweep(next, { filter: all, held: false, now: later - 1 }).rows)).toContain('2');
  });

  it('shows a session that ended before it was seen, unless long ago', () => {
    const next = takeIn(list, [ended(8, 500), ended(9, 60_000)], { filter: all, held: false, now });
    expect(ids(next.rows)).toEqual(['8', '3', '2', '1']);
    expect(next.leaving.has('8')).toBe(true);
  });

  it('ignores rows that the filter excludes', () => {
    const pop: SessionFilter = { ...all, protocol: 'pop3' };
    expect(takeIn(list, [row(7)], { filter: pop, held: false, now }).rows).toHaveLength(3);
    expect(takeIn(list, [row(7, { protocol: 'pop3' })], { filter: pop, held: false, now }).rows).toHaveLength(4);
  });

  it('shows loaded rows that match a new filter at once', () => {
    const mixed = openList([row(1), row(2, { protocol: 'pop3' }), ended(3, 0, { protocol: 'pop3' })], false);
    expect(ids(narrow(mixed, { ...all, protocol: 'pop3' }).rows)).toEqual(['2']);
    expect(ids(narrow(mixed, { ...all, state: 'all', protocol: 'pop3' }).rows)).toEqual(['3', '2']);
  });

  it('does not add a row before its page is loaded', () => {
    const paged = openList([row(10), row(9)], true);
    expect(ids(takeIn(paged, [row(3)], { filter: all, held: false, now }).rows)).toEqual(['10', '9']);
    expect(ids(append(paged, [row(9), row(8)], false).rows)).toEqual(['10', '9', '8']);
  });
});

describe('the filter', () => {
  it('is written to the URL and read back', () => {
    const filter: SessionFilter = {
      ...noFilter,
      state: 'all',
      protocol: 'pop3',
      search: 'a+b&c@ex.test',
      flags: ['clear', 'takes'],
      mailboxId: '019a0000-0000-7000-8000-000000000001',
    };
    expect(readFilter(new URLSearchParams(writeFilter(filter)))).toEqual(filter);
    expect(writeFilter(all)).toBe('');
  });

  it('ignores invalid values in the URL', () => {
    const text = 'state=1&protocol=ftp&only=x,clear&mailbox=../..';
    expect(readFilter(new URLSearchParams(text))).toEqual({ ...all, flags: ['clear'] });
  });

  it('matches address, IP and client, ignoring case', () => {
    const one = row(1, { clientName: 'Outlook' });
    for (const search of ['ANNA@', '203.0.113', 'outl']) expect(matches(one, { ...all, search })).toBe(true);
    expect(matches(one, { ...all, search: 'thunderbird' })).toBe(false);
  });
});
