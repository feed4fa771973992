import { expect, it } from 'vitest';
import { setForward } from '@/lib/aliases';
import { config } from '@/lib/config';
import { db } from '@/lib/db';
import { ManageSieveClient, mailTransport } from '@/lib/mail-clients';
import { ownAccounts, until } from '@/lib/testing';
import { resumeMailbox, suspendMailbox } from '.';

const { reseller, newMailbox } = await ownAccounts();

async function deliver(to: string, subject: string): Promise<void> {
  const { smtp } = config().MILEPOST_PORTS;
  await mailTransport({ port: smtp }, null).sendMail({ from: 'a@elsewhere.example', to, subject, text: 'x' });
}
/** The folders in which a message was filed, once it was. */
async function filed(mailboxId: string, subject: string): Promise<string[]> {
  const of = { mailboxId, subject, kind: 'delivered' };
  await until(() => db().mailEvent.findFirst({ where: of }));
  return (await db().mailEvent.findMany({ where: of })).map(({ folder }) => folder ?? '');
}

it('a suspended mailbox receives, runs no Sieve and forwards nothing', async () => {
  const mailbox = await newMailbox('busy');
  const other = await newMailbox('other');
  const sieve = await ManageSieveClient.connect({ port: config().MILEPOST_PORTS.sieve }, mailbox);
  await sieve.put('mine', 'require "fileinto";\nfileinto "Trash";\n');
  await sieve.activate('mine');
  await sieve.logout();
  await deliver(mailbox.address, 'filtered');
  expect(await filed(mailbox.mailboxId, 'filtered')).toEqual(['Trash']);

  await setForward(reseller, { mailboxId: mailbox.mailboxId, destinations: [other.address], keepCopy: false });
  await suspendMailbox(reseller, { mailboxId: mailbox.mailboxId, reason: 'unpaid' });
  await deliver(mailbox.address, 'suspended');
  expect(await filed(mailbox.mailboxId, 'suspended')).toEqual(['INBOX']);

  await resumeMailbox(reseller, mailbox.mailboxId);
  await deliver(mailbox.address, 'resumed');
  expect(await filed(other.mailboxId, 'resumed')).toEqual(['INBOX']);
  expect(await db().mailEvent.count({ where: { mailboxId: other.mailboxId, subject: 'suspended' } })).toBe(0);
});
