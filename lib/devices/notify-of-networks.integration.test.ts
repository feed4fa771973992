import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { db } from '@/lib/db';
import { ownDomain } from '@/lib/testing';
import { notifyOfNetworks } from './notify-of-networks';

it('notifies the owner once of a network that a mail program newly signs in from, and not of a browser', async () => {
  const { mailbox } = await ownDomain();
  const { id: mailboxId, address, domainId, customerId } = await mailbox('nina');
  const now = new Date();
  const found = async (protocol: 'imap' | 'webmail', network: string) => {
    const { id } = await db().device.create({
      data: {
        key: randomUUID(),
        mailboxId,
        domainId,
        customerId,
        address,
        protocol,
        clientName: protocol === 'imap' ? 'Thunderbird' : null,
        transport: 'tls',
        firstSeenAt: now,
        lastSeenAt: now,
        // The worker must not compute its findings again.
        stale: false,
      },
      select: { id: true },
    });
    await db().finding.create({
      data: {
        mailboxId,
        domainId,
        customerId,
        address,
        kind: 'new-network',
        subject: network,
        severity: 'warn',
        deviceIds: [id],
        details: { network, ip: '203.0.113.7' },
        lastAt: now,
      },
    });
  };
  await found('imap', '203.0.113.0/24');
  await found('webmail', '198.51.100.0/24');
  await notifyOfNetworks(now);
  await notifyOfNetworks(now);
  const rows = await db().notice.findMany({ where: { mailboxId } });
  expect(rows.map(({ kind, details, ip }) => ({ kind, details, ip }))).toEqual([
    {
      kind: 'program-sign-in',
      details: { network: '203.0.113.0/24', named: 'yes', program: 'Thunderbird' },
      ip: '203.0.113.7',
    },
  ]);
});
