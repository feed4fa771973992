import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { activityJobs, setLogRetention } from '@/lib/activity';
import { db, pool } from '@/lib/db';
import { actorWith, makeWorld, until, type World } from '@/lib/testing';
import { cutDeviceAddresses } from './apply-log-retention';

// The running worker computes the devices of the sessions written here; their addresses are shortened by hand.

const world = await makeWorld(['anna']);
const anna = world.owners[0] as World['owners'][number];
const reseller = actorWith({ tenantId: world.resellerId, resellerId: world.resellerId });

async function session(daysAgo: number, remoteIp: string): Promise<void> {
  const client = await pool().connect();
  try {
    await client.query('BEGIN');
    await client.query(`SELECT pg_advisory_xact_lock(hashtext('milepost.sessions'))`);
    await client.query('SELECT mail_session_month(now() - make_interval(days => $1))', [daysAgo]);
    await client.query(
      `INSERT INTO "MailSession" (node, sid, protocol, "mailboxId", "domainId", "customerId", "resellerId", address,
         "remoteIp", credential, transport, "startedAt", "lastSeenAt", "endedAt", revision)
       SELECT 'lab-devices', $1, 'pop3', m.id, m."domainId", m."customerId", m."resellerId", m.address, $2, 'main', 'tls',
         x.at, x.at, x.at, nextval('session_revision')
       FROM "Mailbox" m, (SELECT now() - make_interval(days => $3) AS at) x WHERE m.id = $4`,
      [randomUUID(), remoteIp, daysAgo, anna.id],
    );
    await client.query('COMMIT');
  } finally {
    client.release();
  }
}

const devices = () => db().device.findMany({ where: { mailboxId: anna.id }, orderBy: { firstSeenAt: 'asc' } });
const whenThereAre = (sessions: number) =>
  until(async () => {
    const found = await devices();
    return found.reduce((sum, device) => sum + device.sessions, 0) === sessions ? found : null;
  });

it('a device whose address was shortened has it nowhere, and comes back as itself', async () => {
  await session(100, '203.0.113.77');
  const [device] = await whenThereAre(1);
  if (!device) throw new Error('no device');
  const whole = device.key;
  expect(whole).toContain('203.0.113.77');
  await db().device.update({ where: { id: device.id }, data: { name: 'The old one' } });
  const ip = '203.0.113.77';
  const finding = await db().finding.create({
    data: {
      mailboxId: anna.id,
      customerId: world.customer.id,
      resellerId: world.resellerId,
      address: anna.address,
      kind: 'polls-often',
      subject: device.id,
      severity: 'warn',
      state: 'gone',
      lastAt: new Date(Date.now() - 100 * 86_400_000),
      details: { devices: [{ id: device.id, protocol: 'pop3', label: null, ip }], ip },
    },
  });
  await setLogRetention(reseller, { tenantId: world.customer.id, days: null, addressDays: 50 });
  for (const job of activityJobs) await job.handle({});
  await cutDeviceAddresses();
  // A second run changes nothing.
  await cutDeviceAddresses();
  const [cut] = await devices();
  expect(cut).toMatchObject({ id: device.id, remoteIp: '203.0.113.0/24' });
  expect(JSON.stringify(cut)).not.toContain('203.0.113.77');
  const after = await db().finding.findUnique({ where: { id: finding.id } });
  expect(after?.details).toMatchObject({ ip: '203.0.113.0/24', devices: [{ ip: '203.0.113.0/24' }] });
  await session(1, '203.0.113.77');
  expect(await whenThereAre(2)).toMatchObject([{ id: device.id, key: whole, name: 'The old one', sessions: 2 }]);
});

it('where it could be one of two, the session makes a new device', async () => {
  await session(90, '198.51.100.1');
  await session(90, '198.51.100.2');
  await whenThereAre(4);
  await cutDeviceAddresses();
  const before = await devices();
  expect(before.filter(({ remoteIp }) => remoteIp === '198.51.100.0/24')).toHaveLength(2);
  await session(1, '198.51.100.1');
  expect(await whenThereAre(5)).toHaveLength(before.length + 1);
});
