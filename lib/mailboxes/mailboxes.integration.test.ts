import { beforeAll, describe, expect, it } from 'vitest';
import { config } from '@/lib/config';
import { createAppPassword, revokeAppPassword } from '@/lib/credentials';
import { db } from '@/lib/db';
import { createDomain, listDomains, readDomain } from '@/lib/domains';
import type { Refusal } from '@/lib/errors';
import { importMail } from '@/lib/mail-clients';
import { setPassword, setProtocols, setQuota } from '@/lib/mailbox-settings';
import { perProtocol } from '@/lib/protocols';
import type { Actor } from '@/lib/tenancy';
import { imapSignIn, ownReseller, until } from '@/lib/testing';
import { createMailbox, listMailboxes, readMailbox, resumeMailbox, suspendMailbox } from '.';

const all = perProtocol(() => true);
const password = 'correct-horse-1';
const gigabyte = 1024 ** 3;

let reseller: Actor;
let customer: Actor;
let rival: Actor;
let domainId = '';
let tag = '';

async function newMailbox(localPart: string) {
  const mailbox = await createMailbox(reseller, {
    domainId,
    localPart,
    displayName: '',
    password,
    quotaBytes: gigabyte,
    protocols: all,
  });
  return { ...mailbox, mailboxId: mailbox.id };
}

beforeAll(async () => {
  ({ reseller, customer, tag } = await ownReseller());
  rival = (await ownReseller()).reseller;
  domainId = (await createDomain(reseller, { name: `a${tag}.example`, customerId: customer.customerId ?? '' })).id;
});

describe('a new mailbox', () => {
  it('works immediately, even if somebody tried it just before', async () => {
    const address = `early@a${tag}.example`;
    const before = await imapSignIn(address, password, '127.9.1.1');
    expect(before.words).toMatch(/^NO/);
    before.close();
    await newMailbox('early');
    await until(async () => {
      const after = await imapSignIn(address, password, '127.9.1.2');
      after.close();
      return after.words.startsWith('OK');
    });
  });

  it('can have a local part of 64 characters', async () => {
    const { address } = await newMailbox('x'.repeat(64));
    const signedIn = await imapSignIn(address, password);
    signedIn.close();
    expect(signedIn.words).toMatch(/^OK/);
  });

  it('is refused twice, and so is a domain with an existing name, whoever asks', async () => {
    await newMailbox('twice');
    await expect(newMailbox('twice')).rejects.toMatchObject({ code: 'taken', details: { field: 'localPart' } });
    const other = await ownReseller();
    await expect(
      createDomain(other.reseller, { name: `a${tag}.example`, customerId: other.customer.customerId ?? '' }),
    ).rejects.toMatchObject({ code: 'taken' });
  });
});

describe('a change of password', () => {
  it('disconnects the open session, refuses the old one and accepts the new one', async () => {
    const { address, mailboxId } = await newMailbox('changes');
    const open = await imapSignIn(address, password);
    expect(open.words).toMatch(/^OK/);
    await setPassword(reseller, { mailboxId, password: 'another-horse-2' });
    await open.ended;
    const after = await imapSignIn(address, 'another-horse-2', '127.9.2.1');
    after.close();
    expect(after.words).toMatch(/^OK/);
    const old = await imapSignIn(address, password, '127.9.2.2');
    old.close();
    expect(old.words).toMatch(/^NO/);
  });
});

describe('suspension and protocols', () => {
  it('disconnects sessions, gives the reason, and ends when it is lifted', async () => {
    const { address, mailboxId } = await newMailbox('rests');
    const open = await imapSignIn(address, password);
    await suspendMailbox(customer, { mailboxId, reason: 'Unpaid invoice' });
    await open.ended;
    const refused = await imapSignIn(address, password, '127.9.3.1');
    refused.close();
    expect(refused.words).toContain('Unpaid invoice');
    await resumeMailbox(customer, mailboxId);
    await until(async () => {
      const again = await imapSignIn(address, password, '127.9.3.2');
      again.close();
      return again.words.startsWith('OK');
    });
  });

  it('refuses a disabled protocol and disconnects its clients', async () => {
    const { address, mailboxId } = await newMailbox('noimap');
    const open = await imapSignIn(address, password);
    await setProtocols(reseller, { mailboxId, protocols: { ...all, imap: false } });
    await open.ended;
    const refused = await imapSignIn(address, password, '127.9.4.1');
    refused.close();
    expect(refused.words).toContain('imap access is not enabled');
  });
});

describe('a quota', () => {
  it('cannot be below the current usage, even if the table is out of date', async () => {
    const { address, mailboxId } = await newMailbox('full');
    const guid = 'f'.repeat(32);
    const now = new Date();
    const source = Buffer.from(`Subject: large\r\n\r\n${'x'.repeat(1_500_000)}\r\n`);
    const messages = [{ guid, received: now, saved: now, flags: {}, source }];
    await importMail(config().MILEPOST_HOME, address, [{ name: 'INBOX', guid: 'e'.repeat(32), messages }], now);
    const tooLittle = setQuota(reseller, { mailboxId, quotaBytes: 1_400_000 });
    await expect(tooLittle).rejects.toMatchObject({ code: 'quota-exceeded', details: { field: 'quotaBytes' } });
    const refusal = await tooLittle.then(() => null).catch((error: Refusal) => error);
    expect(refusal?.details.usedBytes).toBeGreaterThanOrEqual(1_500_000);
    await setQuota(reseller, { mailboxId, quotaBytes: 2_000_000 });
    expect((await readMailbox(reseller, mailboxId))?.quotaBytes).toBe(2_000_000);
  });
});

describe('an app password', () => {
  it('can be used for its protocols, and no longer once it is revoked', async () => {
    const { address, mailboxId } = await newMailbox('app');
    const phone = await createAppPassword(reseller, { mailboxId, name: 'Phone', protocols: ['imap'] });
    const mailer = await createAppPassword(reseller, { mailboxId, name: 'Mailer', protocols: ['submission'] });
    const open = await imapSignIn(address, phone.token);
    expect(open.words).toMatch(/^OK/);
    const wrong = await imapSignIn(address, mailer.token, '127.9.5.1');
    wrong.close();
    expect(wrong.words).toContain('This app password may not use imap');
    await revokeAppPassword(reseller, phone.id);
    await open.ended;
    const after = await imapSignIn(address, phone.token, '127.9.5.2');
    after.close();
    expect(after.words).toMatch(/^NO/);
    const stored = await db().appPassword.findUniqueOrThrow({ where: { id: phone.id }, omit: { tokenSha256: false } });
    expect(JSON.stringify(stored)).not.toContain(phone.token);
  });
});

describe('another reseller', () => {
  it('finds nothing of it', async () => {
    const { mailboxId } = await newMailbox('private');
    expect(await readDomain(rival, domainId)).toBeNull();
    expect(await readMailbox(rival, mailboxId)).toBeNull();
    expect((await listDomains(rival)).map(({ id }) => id)).not.toContain(domainId);
    expect((await listMailboxes(rival, { search: tag })).rows).toEqual([]);
    const missing = { code: 'not-found' };
    await expect(setPassword(rival, { mailboxId, password: 'stolen-horse-3' })).rejects.toMatchObject(missing);
    await expect(suspendMailbox(rival, { mailboxId, reason: 'x' })).rejects.toMatchObject(missing);
    await expect(createAppPassword(rival, { mailboxId, name: 'x', protocols: ['imap'] })).rejects.toMatchObject(
      missing,
    );
    await expect(
      createMailbox(rival, {
        domainId,
        localPart: 'spy',
        displayName: '',
        password,
        quotaBytes: gigabyte,
        protocols: all,
      }),
    ).rejects.toMatchObject(missing);
    await expect(
      createDomain(rival, { name: `b${tag}.example`, customerId: customer.customerId ?? '' }),
    ).rejects.toMatchObject(missing);
  });
});

it('leaves an audit entry for each change, without secrets', async () => {
  const { address, mailboxId } = await newMailbox('audited');
  await setPassword(reseller, { mailboxId, password: 'unheard-of-horse' });
  const entries = await db().auditEntry.findMany({ where: { mailboxId }, orderBy: { seq: 'asc' } });
  expect(entries.map(({ action, objectLabel }) => [action, objectLabel])).toEqual([
    ['mailbox.create', address],
    ['mailbox.password', address],
  ]);
  expect(JSON.stringify(entries, (_, value) => (typeof value === 'bigint' ? String(value) : value))).not.toMatch(
    /horse|ARGON2/,
  );
});
