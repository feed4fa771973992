import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { SentRow } from '@/lib/activity/shapes';
import { config } from '@/lib/config';
import { db } from '@/lib/db';
import { houseDefaults } from '@/lib/domains/shapes';
import { ManageSieveClient, mailTransport, openImapFlow } from '@/lib/mail-clients';
import { createMailbox } from '@/lib/mailboxes';
import type { Actor } from '@/lib/tenancy';
import { actorWith, ownAccounts, until } from '@/lib/testing';
import { listSent, messageTrail, readSent, retrySent, returnSent } from '../index';

// On the real servers: what Postfix does with a message, and what the trail says about it.

const { reseller, rival, domainId, password, newMailbox } = await ownAccounts();
const { MILEPOST_PORTS: ports } = config();
type Account = Awaited<ReturnType<typeof newMailbox>>;
/** Postfix listens on 127.0.0.1, and nothing on port 25 of this address, so mail for it is deferred. */
const unreachable = 'carl@[127.0.0.2]';
/** More than the smallest quota. */
const large = 'A line of a large message.\r\n'.repeat(60_000);

let anna: Account;
let ben: Account;
let full: string;
let owner: Actor;

beforeAll(async () => {
  anna = await newMailbox('anna');
  ben = await newMailbox('ben');
  const small = { domainId, localPart: 'full', displayName: '', password, quotaBytes: 1024 ** 2 };
  full = (await createMailbox(reseller, { ...small, protocols: houseDefaults.protocols })).address;
  owner = ownerOf(anna);
});

function ownerOf({ mailboxId }: Account): Actor {
  return actorWith({ kind: 'mailbox', role: 'owner', mailboxId, resellerId: reseller.resellerId });
}

async function send(from: Account, to: string[], { port = ports.submission, body = 'x' } = {}): Promise<string> {
  const messageId = `<${randomUUID()}@client.test>`;
  const raw = `From: ${from.address}\r\nTo: ${to.join(', ')}\r\nSubject: Offer ${messageId.slice(1, 9)}\r\nMessage-ID: ${messageId}\r\n\r\n${body}\r\n`;
  const transport = mailTransport({ port }, from);
  await transport.sendMail({ envelope: { from: from.address, to }, raw });
  transport.close();
  return messageId;
}

/** The outgoing message that is found by this, once it is as wanted. */
const sent = (actor: Actor, search: string, as: (row: SentRow) => unknown): Promise<SentRow> =>
  until(async () => (await listSent(actor, { search })).rows.find(as));
const stateOf = (row: SentRow, recipient: string) => row.recipients.find((one) => one.recipient === recipient);

async function inboxOf(account: Account): Promise<number> {
  const client = await openImapFlow({ port: ports.imaps, secure: true }, account);
  const { exists } = await client.mailboxOpen('INBOX');
  await client.logout();
  return exists;
}

const outcome = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { code?: string }) => error.code,
  );

describe('a message to a mailbox here, to a full one, and to a server that does not answer', () => {
  let messageId: string;
  let row: SentRow;

  beforeAll(async () => {
    messageId = await send(anna, [ben.address, full, unreachable], { body: large });
    row = await sent(owner, messageId, ({ recipients, session }) => recipients.length === 3 && session);
  });

  it('says what became of each', () => {
    expect(row).toMatchObject({
      way: 'submission',
      account: anna.address,
      sender: anna.address,
      messageId,
      subject: `Offer ${messageId.slice(1, 9)}`,
      recipientCount: 3,
      endedAt: null,
      credential: 'main',
      session: { protocol: 'submission' },
    });
    expect(stateOf(row, ben.address)).toMatchObject({ state: 'sent', here: true, dsn: '2.0.0' });
    expect(stateOf(row, full)).toMatchObject({
      state: 'bounced',
      words: expect.stringContaining('This mailbox is full'),
    });
    const carl = stateOf(row, unreachable);
    expect(carl).toMatchObject({
      state: 'deferred',
      dsn: '4.4.1',
      words: expect.stringContaining('Connection refused'),
    });
    expect(Date.parse(carl?.nextAt ?? '') - Date.parse(carl?.at ?? '')).toBe(300_000);
    expect(JSON.stringify(row)).not.toContain(config().MILEPOST_HOME);
  });

  it('is found by sender, recipient, subject, queue id and Message-ID, by those who may', async () => {
    for (const search of [anna.address, unreachable, full.toUpperCase(), row.subject ?? '', row.queueId, messageId]) {
      expect(
        (await listSent(reseller, { search })).rows.map(({ id }) => id),
        search,
      ).toContain(row.id);
      expect((await listSent(rival, { search })).rows, search).toEqual([]);
      expect((await listSent(ownerOf(ben), { search })).rows, search).toEqual([]);
    }
    expect((await listSent(owner, { state: 'deferred' })).rows.map(({ id }) => id)).toEqual([row.id]);
    expect(await readSent(rival, row.id)).toBeNull();
  });

  it('goes on as the delivery to the mailbox here', async () => {
    const delivered = await until(async () =>
      (await messageTrail(reseller, { messageId })).find(
        ({ kind, address }) => kind === 'delivered' && address === ben.address,
      ),
    );
    expect(delivered.folder).toBe('INBOX');
    await until(async () => (await inboxOf(anna)) === 1);
  });

  it('is tried again and returned by its sender and the administrators, and by nobody else', async () => {
    const input = { sentId: row.id };
    for (const act of [retrySent, returnSent]) {
      expect(await outcome(act(rival, input))).toBe('not-found');
      expect(await outcome(act(ownerOf(ben), input))).toBe('not-found');
      expect(await outcome(act(actorWith({ role: 'staff_auditor' }), input))).toBe('not-allowed');
    }
    // Other tests may have the whole queue tried again.
    const before = stateOf(row, unreachable)?.attempts ?? 0;
    await retrySent(owner, input);
    const again = await sent(owner, messageId, (one) => (stateOf(one, unreachable)?.attempts ?? 0) > before);
    expect(stateOf(again, unreachable)?.state).toBe('deferred');

    await returnSent(reseller, input);
    const ended = await sent(owner, messageId, ({ endedAt }) => endedAt);
    expect(ended.recipients.map(({ state }) => state).sort()).toEqual(['bounced', 'returned', 'sent']);
    // The notification about the full mailbox, and this one.
    await until(async () => (await inboxOf(anna)) === 2);
    for (const act of [retrySent, returnSent]) expect(await outcome(act(owner, input))).toBe('conflict');
    const entries = await db().auditEntry.findMany({ where: { objectId: messageId }, orderBy: { seq: 'asc' } });
    expect(entries.map(({ action }) => action)).toEqual(['message.retry', 'message.return']);
  });
});

describe('a message over another way', () => {
  async function useScript(account: Account, script: string): Promise<void> {
    const client = await ManageSieveClient.connect({ port: ports.sieve }, account);
    await client.put('mine', script);
    await client.activate('mine');
    await client.logout();
  }

  it('directly to Postfix is SMTP', async () => {
    const messageId = await send(anna, [ben.address], { port: ports.smtpSubmission });
    const row = await sent(owner, messageId, ({ endedAt }) => endedAt);
    expect(row).toMatchObject({ way: 'smtp', account: anna.address, session: null });
    expect(stateOf(row, ben.address)).toMatchObject({ state: 'sent' });
  });

  it('of a filter belongs to its mailbox, and not to whoever wrote', async () => {
    const [carl, dora] = [await newMailbox('carl'), await newMailbox('dora')];
    await useScript(carl, `require "copy";\nredirect :copy "${dora.address}";\n`);
    const messageId = await send(anna, [carl.address]);
    const row = await sent(ownerOf(carl), messageId, ({ endedAt }) => endedAt);
    expect(row).toMatchObject({ way: 'redirect', account: carl.address, sender: anna.address });
    expect(stateOf(row, dora.address)).toMatchObject({ state: 'sent', here: true });
    const own = (await listSent(owner, { search: messageId })).rows;
    expect(own.map(({ way }) => way)).toEqual(['submission']);
  });

  it('as a vacation reply belongs to the mailbox that is away', async () => {
    const away = await newMailbox('away');
    await useScript(away, 'require "vacation";\nvacation :subject "Not here" "I am away.";\n');
    await send(anna, [away.address]);
    const row = await sent(ownerOf(away), 'Not here', ({ endedAt }) => endedAt);
    expect(row).toMatchObject({ way: 'vacation', account: away.address });
    expect(stateOf(row, anna.address)).toMatchObject({ state: 'sent', here: true });
  });
});
