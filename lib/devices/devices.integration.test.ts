import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { db, pool } from '@/lib/db';
import type { Actor } from '@/lib/tenancy';
import { actorWith, ownReseller, until } from '@/lib/testing';
import { forgetDevice, mergeDevice, nameDevice } from './change-device';
import { resolveFinding, snoozeFinding } from './change-finding';
import { listDevices } from './list-devices';
import { listFindings } from './list-findings';
import { listBreaks, readBreaks } from './read-breaks';
import { readDay } from './read-day';
import { readEvidence } from './read-evidence';
import { readReport } from './read-report';
import { readTakers } from './read-takers';
import { countReport, pageReport } from './report-rows';

// Against the running stack: its worker computes the devices of the sessions written here.
let reseller: Actor;
let rival: Actor;
let place: { mailboxId: string; domainId: string; customerId: string; resellerId: string; address: string };

beforeAll(async () => {
  const mine = await ownReseller();
  reseller = mine.reseller;
  rival = (await ownReseller()).reseller;
  const customerId = mine.customer.customerId ?? '';
  const resellerId = reseller.resellerId ?? '';
  const domain = await db().domain.create({ data: { name: `d${mine.tag}.example`, customerId, resellerId } });
  const address = `anna@${domain.name}`;
  const mailbox = await db().mailbox.create({
    data: {
      domainId: domain.id,
      customerId,
      resellerId,
      localPart: 'anna',
      address,
      passwordHash: '{PLAIN}-',
      quotaBytes: 1_000_000n,
    },
  });
  place = { mailboxId: mailbox.id, domainId: domain.id, customerId, resellerId, address };
});

const now = Date.now();
/** The lock of those who write sessions. */
const takeWriteLock = `SELECT pg_advisory_xact_lock(hashtext('milepost.sessions'))`;

/** A session as written from the log: with the next revision, under the write lock. */
async function session(minutesAgo: number, more: Record<string, unknown>): Promise<string> {
  const startedAt = new Date(now - minutesAgo * 60_000);
  const row = {
    ...place,
    // Of a node that nobody reconciles: on a real one, a session that its Dovecot does not list is ended.
    node: 'lab-devices',
    sid: randomUUID(),
    transport: 'tls',
    credential: 'main',
    remoteIp: '203.0.113.7',
    startedAt,
    lastSeenAt: new Date(+startedAt + 2000),
    endedAt: new Date(+startedAt + 2000),
    ...more,
  };
  const client = await pool().connect();
  try {
    await client.query('BEGIN');
    await client.query(takeWriteLock);
    const names = Object.keys(row).map((name) => `"${name}"`);
    const { rows } = await client.query<{ id: string }>(
      `INSERT INTO "MailSession" (${names.join(', ')}, revision)
       SELECT ${names.join(', ')}, nextval('session_revision') FROM jsonb_populate_record(NULL::"MailSession", $1::jsonb)
       RETURNING id::text`,
      [JSON.stringify(row)],
    );
    await client.query('COMMIT');
    return rows[0]?.id ?? '';
  } finally {
    client.release();
  }
}
const seen = async (count: number) => {
  const devices = await listDevices(reseller, place.mailboxId);
  return devices.reduce((sum, device) => sum + device.sessions, 0) === count;
};

describe('devices computed by the worker', () => {
  it('have habits, and findings report a device that removes mail of others', async () => {
    for (let poll = 0; poll < 8; poll++) await session(80 - poll * 10, { protocol: 'pop3', fetched: 2, removed: 2 });
    await session(30, { protocol: 'imap', clientName: 'iPhone Mail' });
    await until(() => seen(9));
    await until(async () => (await listFindings(reseller, { mailboxId: place.mailboxId })).open > 0);
    const devices = await listDevices(reseller, place.mailboxId);
    expect(devices.find(({ protocol }) => protocol === 'pop3')).toMatchObject({
      sessions: 8,
      fetched: 16,
      removed: 16,
      takes: 'at-once',
      rhythm: { kind: 'polls', everySeconds: 600 },
    });
    const { rows } = await listFindings(reseller, { mailboxId: place.mailboxId });
    expect(rows.map(({ kind }) => kind)).toEqual(['pop3-takes']);
  });

  it('count a session once, however often it changes, and move it when its client sends its name', async () => {
    const id = await session(5, { protocol: 'imap', endedAt: null, fetched: 0 });
    await until(() => seen(10));
    // Two statements in one text are one transaction, so revisions become visible in order.
    const change = (set: string) =>
      pool().query(
        `${takeWriteLock}; UPDATE "MailSession" SET ${set}, revision = nextval('session_revision') WHERE id = ${id}`,
      );
    await change(`"clientName" = 'iPhone Mail'`);
    await until(async () => (await listDevices(reseller, place.mailboxId)).length === 2);
    await change(`fetched = 3, "endedAt" = now()`);
    await until(async () => (await listDevices(reseller, place.mailboxId)).some(({ fetched }) => fetched === 3));
    await change(`"bytesOut" = 9`);
    await session(4, { protocol: 'imap', clientName: 'iPhone Mail', fetched: 1 });
    await until(() => seen(11));
    const phone = (await listDevices(reseller, place.mailboxId)).find(({ protocol }) => protocol === 'imap');
    expect(phone).toMatchObject({ sessions: 3, fetched: 4, clientName: 'iPhone Mail' });
  });

  it('are not visible to a rival, who cannot change them', async () => {
    const [device] = await listDevices(reseller, place.mailboxId);
    const [finding] = (await listFindings(reseller, { mailboxId: place.mailboxId })).rows;
    const deviceId = device?.id ?? '';
    const findingId = finding?.id ?? '';
    expect(await listDevices(rival, place.mailboxId)).toEqual([]);
    expect((await listFindings(rival, { mailboxId: place.mailboxId })).rows).toEqual([]);
    const report = { days: 7, domainId: place.domainId, only: 'all' } as const;
    expect(await countReport(reseller, report)).toBeGreaterThan(0);
    expect(await countReport(rival, report)).toBe(0);
    expect((await pageReport(rival, report)).rows).toEqual([]);
    expect((await readReport(rival, report)).protocols).toEqual([]);
    expect(await listBreaks(rival, { mailboxId: place.mailboxId })).toEqual([]);
    expect(await listBreaks(rival, { tenantId: place.customerId })).toEqual([]);
    await expect(readBreaks(rival, place.domainId)).rejects.toMatchObject({ code: 'not-found' });
    const day = new Date(now).toISOString().slice(0, 10);
    expect((await readDay(rival, { mailboxId: place.mailboxId, day, zone: 'UTC' })).bars).toEqual([]);
    for (const attempt of [
      () => readEvidence(rival, { deviceId, kind: 'polls' }),
      () => nameDevice(rival, { deviceId, name: 'mine' }),
      () => forgetDevice(rival, { deviceId }),
      () => mergeDevice(rival, { deviceId, intoId: null }),
      () => snoozeFinding(rival, { findingId, days: 1 }),
      () => resolveFinding(rival, { findingId, note: '' }),
    ]) {
      await expect(attempt()).rejects.toMatchObject({ code: 'not-found' });
    }
  });

  it('are in the protocol report: by weakness, by what they do to mail, sorted, in pages', async () => {
    const query = { days: 30, domainId: place.domainId } as const;
    const report = await readReport(reseller, query);
    expect(report.since).toMatch(/^\d{4}-\d\d-\d\d$/);
    const all = await pageReport(reseller, { ...query, only: 'all', sort: 'sessions', desc: true });
    const sessions = all.rows.map((row) => row.sessions);
    expect(sessions).toEqual([...sessions].sort((a, b) => b - a));
    expect(all.rows).toHaveLength(await countReport(reseller, { ...query, only: 'all' }));
    const pop3 = (await pageReport(reseller, { ...query, only: 'pop3' })).rows;
    expect(pop3).toHaveLength(report.weak.pop3.devices);
    expect(pop3).toMatchObject([{ protocol: 'pop3', takes: 'at-once', weak: ['pop3', 'main'] }]);
    expect((await pageReport(reseller, { ...query, only: 'all', does: 'takes' })).rows).toEqual(pop3);
    const looks = (await pageReport(reseller, { ...query, only: 'all', does: 'looks' })).rows;
    expect(looks.length).toBeGreaterThan(0);
    expect(looks.every(({ takes }) => takes === 'looks')).toBe(true);
    // One row a page, forward to the end, is the same list.
    const ids: string[] = [];
    for (let at: string | null = null, first = true; first || at !== null; first = false) {
      const page: Awaited<ReturnType<typeof pageReport>> = await pageReport(reseller, {
        ...query,
        only: 'all',
        sort: 'sessions',
        desc: true,
        take: 1,
        at,
      });
      ids.push(...page.rows.map(({ deviceId }) => deviceId));
      at = page.after;
    }
    expect(ids).toEqual(all.rows.map(({ deviceId }) => deviceId));
    for (const of of [{ domainId: place.domainId }, { tenantId: place.customerId }, { mailboxId: place.mailboxId }]) {
      const [breaks] = await listBreaks(reseller, of);
      expect(breaks).toMatchObject({ domainId: place.domainId, mailboxes: 1, rows: [{ mailboxId: place.mailboxId }] });
    }
  });

  it('can be named, merged and forgotten; a forgotten one that signs in again is new', async () => {
    const of = async (protocol: string) =>
      (await listDevices(reseller, place.mailboxId)).find((device) => device.protocol === protocol);
    const pop3 = (await of('pop3'))?.id ?? '';
    const phone = (await of('imap'))?.id ?? '';
    await nameDevice(reseller, { deviceId: pop3, name: 'Old laptop' });
    await mergeDevice(reseller, { deviceId: pop3, intoId: phone });
    expect((await of('imap'))?.parts.map(({ name }) => name)).toEqual(['Old laptop']);
    await expect(mergeDevice(reseller, { deviceId: phone, intoId: pop3 })).rejects.toMatchObject({ code: 'conflict' });
    await mergeDevice(reseller, { deviceId: pop3, intoId: null });
    await forgetDevice(reseller, { deviceId: pop3 });
    expect(await of('pop3')).toBeUndefined();
    await session(-1, { protocol: 'pop3', fetched: 1 });
    await until(async () => (await of('pop3')) !== undefined);
    expect(await of('pop3')).toMatchObject({ name: null, sessions: 1 });
    const audited = await db().auditEntry.findMany({ where: { objectId: pop3 }, orderBy: { seq: 'asc' } });
    expect(audited.map(({ action }) => action)).toEqual([
      ...['device.name', 'device.merge', 'device.separate', 'device.forget'],
    ]);
  });

  it('show what a program sends as its part, until its owner separates it; the panel is no device', async () => {
    const credential = `ap${randomUUID()}`;
    await session(3, { protocol: 'imap', credential, clientName: 'Thunderbird' });
    await session(2, { protocol: 'submission', credential, remoteIp: '198.51.100.9' });
    await session(2, { protocol: 'sieve', credential: `web${randomUUID()}` });
    // It follows the session of the panel, so that this one was processed before.
    await session(1, { protocol: 'sieve', credential });
    const thunderbird = async () =>
      (await listDevices(reseller, place.mailboxId)).find(({ clientName }) => clientName === 'Thunderbird');
    const parts = async () => (await thunderbird())?.parts.map(({ protocol }) => protocol).sort();
    await until(async () => (await parts())?.length === 2);
    expect(await parts()).toEqual(['sieve', 'submission']);
    expect(await db().device.count({ where: { mailboxId: place.mailboxId, credential: 'web' } })).toBe(0);
    // The sessions are shown with the same device.
    const lead = (await thunderbird())?.id;
    const leads = async () => {
      const { rows } = await pool().query<{ lead: string }>(
        `SELECT DISTINCT d."leadId" AS lead FROM "DeviceOfSession" d JOIN "MailSession" s ON s.id = d."sessionId"
         WHERE s.credential = $1`,
        [credential],
      );
      return rows.map((row) => row.lead);
    };
    await until(async () => (await leads()).length === 1);
    expect(await leads()).toEqual([lead]);
    const sends = (await thunderbird())?.parts.find(({ protocol }) => protocol === 'submission')?.id ?? '';
    await mergeDevice(reseller, { deviceId: sends, intoId: null });
    expect(await parts()).toEqual(['sieve']);
    await mergeDevice(reseller, { deviceId: sends, intoId: lead ?? '' });
    expect(await parts()).toEqual(['sieve', 'submission']);
  });

  it('tell of a message of the day before when it arrived and who saw it', async () => {
    const messageId = `<${randomUUID()}@devices.example>`;
    const midnight = new Date(`${new Date(now).toISOString().slice(0, 10)}T00:00:00Z`).getTime();
    const minutes = (at: number) => (now - at) / 60_000;
    await session(minutes(midnight - 3_600_000), { protocol: 'imap', clientName: 'Tablet' });
    const taker = await session(minutes(midnight + 1000), { protocol: 'pop3', removed: 1, clientName: 'Taker' });
    await until(async () => {
      const names = (await listDevices(reseller, place.mailboxId)).map(({ clientName }) => clientName);
      return names.includes('Tablet') && names.includes('Taker');
    });
    const event = (kind: string, at: number, sessionId: bigint | null) => ({
      mailboxId: place.mailboxId,
      customerId: place.customerId,
      resellerId: place.resellerId,
      address: place.address,
      node: 'lab-devices',
      sid: randomUUID(),
      inode: 1n,
      offset: BigInt(at),
      at: new Date(at),
      kind,
      folder: 'INBOX',
      messageId,
      service: sessionId ? 'pop3' : 'lmtp',
      sessionId,
    });
    await db().mailEvent.createMany({
      data: [event('delivered', midnight - 7_200_000, null), event('removed', midnight + 2000, BigInt(taker))],
    });
    const day = new Date(midnight).toISOString().slice(0, 10);
    const { marks, looks } = await readDay(reseller, { mailboxId: place.mailboxId, day, zone: 'UTC' });
    expect(marks.find((mark) => mark.messageId === messageId)).toMatchObject({
      kind: 'removed',
      cameAt: midnight - 7_200_000,
    });
    // An empty Inbox says the same to its owner, until the message is restored.
    const owner = actorWith({ kind: 'mailbox', role: 'owner', mailboxId: place.mailboxId });
    expect(await readTakers(owner)).toMatchObject([
      { clientName: 'Taker', protocol: 'pop3', remoteIp: '203.0.113.7', count: 1 },
    ]);
    expect(await readTakers(reseller)).toEqual([]);
    await db().mailEvent.create({ data: event('restored', midnight + 3000, null) });
    expect(await readTakers(owner)).toEqual([]);
    expect(looks.filter((look) => look.messageId === messageId).map(({ at }) => at)).toContain(midnight - 3_600_000);
  });
});
