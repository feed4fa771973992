import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { db } from '@/lib/db';
import { ownDomain } from '@/lib/testing';
import { notifyOfNetworks } from './notify-of-networks';

const day = 86_400_000;

it('notifies the owner once of a network that a mail program newly signs in from, and not of a browser', async () => {
  const { mailbox } = await ownDomain();
  const now = new Date();
  const ago = (ms: number) => new Date(now.getTime() - ms);
  const [nina, nora] = [await mailbox('nina'), await mailbox('nora')];
  const seen = async (
    { id: mailboxId, address, domainId, customerId }: typeof nina,
    network: string,
    firstSeenAt: Date,
    { protocol = 'imap', lastSeenAt = firstSeenAt }: { protocol?: 'imap' | 'webmail'; lastSeenAt?: Date } = {},
  ) => {
    await db().device.create({
      data: {
        key: randomUUID(),
        mailboxId,
        domainId,
        customerId,
        address,
        protocol,
        clientName: protocol === 'imap' ? 'Thunderbird' : null,
        remoteIp: network.replace('.0/24', '.7'),
        transport: 'tls',
        firstSeenAt,
        lastSeenAt,
        // The worker must not compute its habits.
        stale: false,
        networks: { create: { network, mailboxId, firstSeenAt, lastSeenAt, sessions: 1 } },
      },
      select: { id: true },
    });
  };
  await seen(nina, '192.0.2.0/24', ago(200 * day), { lastSeenAt: ago(100 * day) });
  await seen(nina, '203.0.113.0/24', ago(60 * day), { lastSeenAt: ago(day) });
  await notifyOfNetworks(now);
  // One known network, one new one, one that was last seen long ago, and one of a browser.
  await seen(nina, '203.0.113.0/24', ago(60_000));
  await seen(nina, '198.51.100.0/24', ago(60_000));
  await seen(nina, '192.0.2.0/24', ago(60_000));
  await seen(nina, '10.9.8.0/24', ago(60_000), { protocol: 'webmail' });
  // A new mailbox.
  await seen(nora, '203.0.113.0/24', ago(7_200_000));
  await seen(nora, '198.51.100.0/24', ago(60_000));
  await notifyOfNetworks(now);
  await notifyOfNetworks(now);
  const rows = await db().notice.findMany({ where: { mailboxId: { in: [nina.id, nora.id] } }, orderBy: { id: 'asc' } });
  const sorted = rows.map(({ mailboxId, kind, details, ip }) => ({ mailboxId, kind, details, ip }));
  const details = (network: string) => ({ network, named: 'yes', program: 'Thunderbird' });
  const notice = { mailboxId: nina.id, kind: 'program-sign-in' };
  expect(sorted.sort((a, b) => String(a.ip).localeCompare(String(b.ip)))).toEqual([
    { ...notice, details: details('192.0.2.0/24'), ip: '192.0.2.7' },
    { ...notice, details: details('198.51.100.0/24'), ip: '198.51.100.7' },
  ]);
});
