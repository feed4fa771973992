import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { db, pool } from '@/lib/db';
import { plainPhrase } from '@/lib/smtp';
import type { Actor } from '@/lib/tenancy';
import { ownReseller, until } from '@/lib/testing';
import { readFindingMail, setFindingMail } from './finding-mail';
import { notifyByMail } from './notify-by-mail';

it('sends new findings once to an owner who subscribed', async () => {
  const { customer, tag } = await ownReseller();
  const place = { customerId: customer.customerId ?? '', resellerId: customer.resellerId ?? '' };
  const domain = await db().domain.create({ data: { name: `m${tag}.example`, ...place } });
  const address = `olga@${domain.name}`;
  const { id: mailboxId } = await db().mailbox.create({
    data: {
      ...place,
      domainId: domain.id,
      localPart: 'olga',
      address,
      passwordHash: '{PLAIN}-',
      quotaBytes: 9_000_000n,
    },
  });
  const owner: Actor = { ...customer, kind: 'mailbox', id: mailboxId, name: address, role: 'owner', mailboxId };
  const finding = (kind: string, severity: string, at: Date) =>
    db().finding.create({
      data: {
        ...place,
        mailboxId,
        address,
        kind,
        severity,
        subject: randomUUID(),
        details: {},
        openedAt: at,
        lastAt: at,
      },
    });
  const subjects = async () => {
    const { rows } = await pool().query(
      `SELECT subject FROM "MailEvent" WHERE "mailboxId" = $1 AND kind = 'delivered'`,
      [mailboxId],
    );
    return rows.map(({ subject }) => String(subject));
  };
  await finding('pop3-takes', 'bad', new Date(Date.now() - 60_000));
  await setFindingMail(owner, { level: 'serious', locale: 'en' });
  expect(await readFindingMail(owner)).toBe('serious');
  const later = new Date(Date.now() + 1000);
  await finding('polls-often', 'warn', later);
  await finding('pop3-race', 'bad', later);
  await notifyByMail(new Date(Date.now() + 5000));
  await until(async () => (await subjects()).length > 0);
  // Earlier and minor findings are not sent, and a second run sends nothing.
  await notifyByMail(new Date(Date.now() + 5000));
  await setFindingMail(owner, { level: 'never', locale: 'en' });
  expect(await readFindingMail(owner)).toBe('never');
  expect(await subjects()).toEqual([`Something you should know about ${plainPhrase(address)}`]);
});
