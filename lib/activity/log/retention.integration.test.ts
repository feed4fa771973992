import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { config } from '@/lib/config';
import { db, pool } from '@/lib/db';
import { listSessions } from '@/lib/sessions';
import type { Actor } from '@/lib/tenancy';
import { actorWith, makeWorld, type World } from '@/lib/testing';
import { applyLogRetention } from './apply-retention';
import { previewLogRetention, readLogRetention, setLogRetention } from './retention';

// The retention time of the session log for each tenant.

let world: World;
let reseller: Actor;
let staff: Actor;
let number = 0;

beforeAll(async () => {
  world = await makeWorld(['anna']);
  reseller = actorWith({ tenantId: world.resellerId, resellerId: world.resellerId });
  staff = actorWith({ role: 'staff_admin' });
});

afterAll(async () => {
  await pool().query('DELETE FROM "MailSession" WHERE "resellerId" = $1', [world.resellerId]);
});

/** A session of Anna's that started this many days ago. */
async function past(days: number, remoteIp: string, open = false): Promise<string> {
  const { id, address } = world.owners[0] as World['owners'][number];
  const sid = `log-${world.tag}-${number++}`;
  await pool().query(`SELECT mail_session_month(now() - make_interval(days => $1))`, [days]);
  await pool().query(
    `INSERT INTO "MailSession" (node, sid, protocol, "mailboxId", "domainId", "customerId", "resellerId", address, "remoteIp",
       transport, "startedAt", "lastSeenAt", "endedAt")
     SELECT 'mx1', $1, 'imap', m.id, m."domainId", m."customerId", m."resellerId", $2, $3, 'tls', x.at, x.at,
       CASE WHEN $5 THEN NULL ELSE x.at END
     FROM "Mailbox" m, (SELECT now() - make_interval(days => $4) AS at) x WHERE m.id = $6`,
    [sid, address, remoteIp, days, open, id],
  );
  return sid;
}

async function months(): Promise<string[]> {
  const { rows } = await pool().query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c WHERE c.relname ~ '^MailSession_\\d{4}_\\d\\d$'`,
  );
  return rows.map(({ name }) => name);
}
const monthOf = (days: number) =>
  `MailSession_${new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 7).replace('-', '_')}`;

it('keeps sessions and full addresses for their retention times', async () => {
  const old = await past(1400, '203.0.113.77');
  const stays = await past(700, '2001:db8:1:2:3:4:5:6', true);
  const cut = [await past(100, '203.0.113.77'), await past(101, '2001:db8:1:2:3:4:5:6')];
  const fresh = await past(10, '203.0.113.77');
  const log = { tenantId: world.customer.id, days: 300, addressDays: 50 };
  expect(await previewLogRetention(reseller, log)).toEqual({
    sessions: { count: 1, more: false },
    addresses: { count: 2, more: false },
  });
  await setLogRetention(reseller, log);
  expect(await readLogRetention(reseller, world.customer.id)).toMatchObject({ days: 300, addressDays: 50 });
  expect(await months()).toContain(monthOf(1400));
  await applyLogRetention.handle({});
  // The next run drops a month that is empty.
  await applyLogRetention.handle({});
  expect(await months()).not.toContain(monthOf(1400));
  const { rows } = await listSessions(reseller, { state: 'all' });
  const seen = new Map(rows.map(({ sid, remoteIp }) => [sid, remoteIp]));
  expect(seen).toEqual(
    new Map([
      [fresh, '203.0.113.77'],
      [cut[0], '203.0.113.0/24'],
      [cut[1], '2001:db8:1::/48'],
      // The next run continues.
      [stays, '2001:db8:1:2:3:4:5:6'],
    ]),
  );
  expect(seen.has(old)).toBe(false);
});

it('shortens addresses in session ids and failures too, and removes unread lines', async () => {
  const { id, address } = world.owners[0] as World['owners'][number];
  const at = (days: number) => new Date(Date.now() - days * 86_400_000);
  // The time, the port and 127.0.0.1.
  const sid = 'WUH3QV1hRJV/AAAB';
  const session = await past(60, '203.0.113.9');
  await pool().query('UPDATE "MailSession" SET sid = $1 WHERE sid = $2', [sid, session]);
  const owned = { mailboxId: id, customerId: world.customer.id, resellerId: world.resellerId };
  const node = `cut-${world.tag}`;
  const failure = (offset: bigint, days: number, more: object) =>
    db().failedLogin.create({
      data: { node, inode: 1n, offset, at: at(days), address, sid, remoteIp: '203.0.113.9', reason: 'other', ...more },
    });
  await failure(1n, 60, owned);
  await failure(2n, 40, owned);
  await failure(3n, 4000, { address: `nobody-${address}` });
  await db().mailEvent.create({
    data: {
      ...owned,
      node,
      inode: 1n,
      offset: 1n,
      at: at(60),
      address,
      kind: 'saved',
      folder: '',
      service: 'imap',
      sid,
    },
  });
  for (const days of [60, 40])
    await db().unreadLine.create({ data: { node, at: at(days), text: `rip=203.0.113.9 ${days}`, count: 1 } });
  await setLogRetention(reseller, { tenantId: world.customer.id, days: null, addressDays: 50 });
  // The tests before this one have cut these days.
  await db().logRetention.updateMany({ data: { addressesCutTo: null } });
  // Nobody's failures follow the setting of the host.
  await setLogRetention(staff, { tenantId: null, days: null, addressDays: 3650 });
  try {
    await applyLogRetention.handle({});
    const failures = await db().failedLogin.findMany({ where: { node }, orderBy: { offset: 'asc' } });
    expect(failures.map(({ remoteIp, sid }) => [remoteIp, sid])).toEqual([
      ['203.0.113.0/24', 'WUH3QV1hRJ'],
      ['203.0.113.9', sid],
      ['203.0.113.0/24', 'WUH3QV1hRJ'],
    ]);
    const { rows } = await listSessions(reseller, { state: 'all' });
    expect(rows.find(({ sid }) => sid === 'WUH3QV1hRJ')).toMatchObject({ remoteIp: '203.0.113.0/24' });
    expect(await db().mailEvent.findMany({ where: { node } })).toMatchObject([{ sid: 'WUH3QV1hRJ' }]);
    expect(await db().unreadLine.findMany({ where: { node } })).toMatchObject([{ text: 'rip=203.0.113.9 40' }]);
  } finally {
    await setLogRetention(staff, { tenantId: null, days: null, addressDays: null });
    await setLogRetention(reseller, { tenantId: world.customer.id, days: null, addressDays: null });
    await db().unreadLine.deleteMany({ where: { node } });
  }
});

it('keeps sent messages as long as sessions, and those that are still in the queue', async () => {
  const sent = async (days: number, ended: boolean) => {
    const at = new Date(Date.now() - days * 86_400_000);
    const { resellerId, customer } = world;
    const queueId = `retained-${world.tag}-${number++}`;
    await db().sentMessage.create({
      data: { node: 'mx1', queueId, at, endedAt: ended ? at : null, resellerId, customerId: customer.id },
    });
    return queueId;
  };
  const log = { tenantId: world.customer.id, addressDays: null };
  await setLogRetention(reseller, { ...log, days: 30 });
  await sent(31, true);
  // Postfix has returned it long ago, and its end was not seen.
  await sent(40, false);
  const kept = [await sent(29, true), await sent(33, false)];
  await applyLogRetention.handle({});
  const left = await db().sentMessage.findMany({
    where: { queueId: { startsWith: `retained-${world.tag}` } },
    orderBy: { id: 'asc' },
  });
  expect(left.map(({ queueId }) => queueId)).toEqual(kept);
  await setLogRetention(reseller, { ...log, days: null });
});

it('a customer without its own setting inherits that of its reseller', async () => {
  await setLogRetention(reseller, { tenantId: world.customer.id, days: null, addressDays: null });
  const sid = await past(40, '198.51.100.4');
  await setLogRetention(staff, { tenantId: world.resellerId, days: 30, addressDays: null });
  expect((await readLogRetention(reseller, world.customer.id)).above).toEqual({ days: 30, addressDays: null });
  await applyLogRetention.handle({});
  const { rows } = await listSessions(reseller, { state: 'all' });
  expect(rows.map((row) => row.sid)).not.toContain(sid);
  await setLogRetention(staff, { tenantId: world.resellerId, days: null, addressDays: null });
});

it('a month that somebody reads stays, makes nobody wait, and is dropped later', async () => {
  await past(2000, '198.51.100.4');
  await pool().query(
    'DELETE FROM "MailSession" WHERE "resellerId" = $1 AND "startedAt" < now() - interval \'1900 days\'',
    [world.resellerId],
  );
  const reader = new pg.Client({ connectionString: config().DATABASE_URL });
  await reader.connect();
  await reader.query('BEGIN');
  await reader.query('SELECT count(*) FROM "MailSession"');
  const applied = applyLogRetention.handle({});
  // Other connections read and write at the same time.
  for (let turn = 0; turn < 20; turn += 1) {
    await pool().query(`SET statement_timeout = 1000; SELECT count(*) FROM "MailSession"; RESET statement_timeout`);
    await past(1, '198.51.100.4');
  }
  await applied;
  expect(await months()).toContain(monthOf(2000));
  await reader.query('COMMIT');
  await reader.end();
  await applyLogRetention.handle({});
  expect(await months()).not.toContain(monthOf(2000));
  await expect(pool().query('SELECT drop_session_month($1)', [monthOf(0)])).rejects.toThrow('is not over');
  await expect(pool().query('SELECT drop_session_month($1)', ['Mailbox'])).rejects.toThrow('There is no month');
});

it('refuses an actor who is not the parent tenant', async () => {
  const log = { tenantId: world.customer.id, days: 1, addressDays: null };
  const rival = { ...reseller, tenantId: crypto.randomUUID(), resellerId: crypto.randomUUID() };
  await expect(setLogRetention(rival, log)).rejects.toMatchObject({ code: 'not-found' });
  await expect(setLogRetention(reseller, { ...log, tenantId: world.resellerId })).rejects.toMatchObject({
    code: 'not-found',
  });
  await expect(setLogRetention(reseller, { ...log, tenantId: null })).rejects.toMatchObject({ code: 'not-allowed' });
  await expect(setLogRetention({ ...staff, role: 'staff_auditor' }, log)).rejects.toMatchObject({
    code: 'not-allowed',
  });
});
