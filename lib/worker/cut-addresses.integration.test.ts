import { expect, it } from 'vitest';
import { activityJobs, setLogRetention } from '@/lib/activity';
import { db } from '@/lib/db';
import { actorWith, makeWorld, type World } from '@/lib/testing';
import { cutAddresses } from './cut-addresses';

// What other rooms keep of an address follows the setting of the customer.

it('notices, web sign-ins, app passwords and receipts lose the address; those of others do not', async () => {
  const [mine, other] = [await makeWorld(['anna']), await makeWorld(['bob'])];
  const at = new Date(Date.now() - 60 * 86_400_000);
  const ip = '203.0.113.77';
  const write = async (world: World) => {
    const { id: mailboxId } = world.owners[0] as World['owners'][number];
    const owner = { customerId: world.customer.id, resellerId: world.resellerId };
    const notice = await db().notice.create({ data: { mailboxId, kind: 'program-sign-in', ip, at } });
    const signIn = await db().signIn.create({
      data: { mailboxId, ip, userAgent: '', createdAt: at, lastSeenAt: at, expiresAt: at },
    });
    const app = await db().appPassword.create({
      data: { mailboxId, name: 'Phone', tokenSha256: mailboxId, protocols: [], lastUsedAt: at, lastUsedFrom: ip },
    });
    const line = {
      number: 1,
      node: 'mx1',
      sid: 'WUH3QV1hRJV/AAAB',
      address: '',
      protocol: 'imap' as const,
      remoteIp: ip,
    };
    const receipt = await db().disconnect.create({
      data: { ...owner, kind: 'network', label: ip, total: 1, byName: '', startedAt: at, lines: { create: line } },
    });
    return async () => [
      (await db().notice.findUnique({ where: { id: notice.id } }))?.ip,
      (await db().signIn.findUnique({ where: { id: signIn.id } }))?.ip,
      (await db().appPassword.findUnique({ where: { id: app.id } }))?.lastUsedFrom,
      (await db().disconnect.findUnique({ where: { id: receipt.id } }))?.label,
      (await db().disconnectLine.findFirst({ where: { disconnectId: receipt.id } }))?.remoteIp,
      (await db().disconnectLine.findFirst({ where: { disconnectId: receipt.id } }))?.sid,
    ];
  };
  const [read, readOther] = [await write(mine), await write(other)];
  const reseller = actorWith({ tenantId: mine.resellerId, resellerId: mine.resellerId });
  await setLogRetention(reseller, { tenantId: mine.customer.id, days: null, addressDays: 50 });
  for (const job of activityJobs) await job.handle({});
  await cutAddresses.handle({});
  expect(await read()).toEqual([...Array(5).fill('203.0.113.0/24'), 'WUH3QV1hRJ']);
  expect(await readOther()).toEqual([...Array(5).fill(ip), 'WUH3QV1hRJV/AAAB']);
});
