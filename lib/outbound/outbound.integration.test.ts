import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { config } from '@/lib/config';
import { db } from '@/lib/db';
import { mailTransport } from '@/lib/mail-clients';
import { setOwnPassword } from '@/lib/mailbox-settings';
import { type Actor, systemActor } from '@/lib/tenancy';
import { actorWith, ownAccounts, until } from '@/lib/testing';
import {
  liftSendingSuspension,
  outboundJobs,
  readDomainSending,
  readSending,
  readTenantSending,
  setDomainLimits,
  setMailboxLimits,
  setTenantLimits,
} from '.';

const { reseller, rival, newMailbox } = await ownAccounts();
const { MILEPOST_PORTS: ports } = config();

interface Account {
  mailboxId: string;
  address: string;
  password: string;
}

const day = 86_400_000;
/** The network of `stranger`, which no mailbox has used before. */
const stranger = { from: '127.85.0.1', network: '127.85.0.0/24' };

/** Sends one message to so many recipients, over Dovecot's submission or directly to Postfix. */
async function send(account: Account, to: string, recipients: number, port: number, from?: string): Promise<void> {
  const [localPart, domain] = to.split('@');
  const transport = mailTransport({ port, ...(from ? { from } : {}) }, account);
  try {
    await transport.sendMail({
      from: account.address,
      to: Array.from({ length: recipients }, (_, index) => `${localPart}+${index}@${domain}`),
      subject: 'Outbound',
      text: 'x',
    });
  } finally {
    transport.close();
  }
}

async function placeOf({ mailboxId }: Account) {
  return db().mailboxDirectory.findUniqueOrThrow({ where: { id: mailboxId } });
}

async function ownerOf(account: Account): Promise<Actor> {
  const { customerId, resellerId } = await placeOf(account);
  const { mailboxId, address } = account;
  return actorWith({ kind: 'mailbox', id: mailboxId, name: address, role: 'owner', customerId, resellerId, mailboxId });
}

async function customerOf(account: Account): Promise<{ customer: Actor; customerId: string }> {
  const { customerId, resellerId } = await placeOf(account);
  const customer = actorWith({ role: 'customer_admin', tenantId: customerId, customerId, resellerId });
  return { customer, customerId };
}

/** A person who administers the customer of the mailboxes. */
async function newAdministrator(account: Account): Promise<string> {
  const { customerId } = await placeOf(account);
  const id = randomUUID();
  const memberships = { create: { tenantId: customerId, role: 'customer_admin' as const } };
  await db().person.create({ data: { id, name: 'Ada', email: `${id}@ada.test`, passwordHash: '', memberships } });
  return id;
}

/** What the worker does every minute. It may have done it already. */
async function report(): Promise<void> {
  for (const job of outboundJobs) await job.handle({});
}
const noticed = (where: { mailboxId: string } | { personId: string }, kind: string) =>
  until(() => db().notice.findFirst({ where: { ...where, kind } }));

describe('a mailbox with a limit of 5 recipients', () => {
  it('sends 3, and not 3 more, over both ways of submission, which count together', async () => {
    const ann = await newMailbox('ann');
    const { address: to } = await newMailbox('receiver');
    const administrator = await newAdministrator(ann);
    await setMailboxLimits(reseller, { mailboxId: ann.mailboxId, perHour: 5, perDay: null });

    await send(ann, to, 3, ports.submission);
    const full = /450 4\.7\.1 .*has sent to 3 of 5 recipients in an hour, and this is for 3 more, free again at/;
    await expect(send(ann, to, 3, ports.submission)).rejects.toThrow(full);
    await expect(send(ann, to, 3, ports.smtpSubmission)).rejects.toThrow(full);
    await send(ann, to, 2, ports.smtpSubmission);
    for (const port of [ports.submission, ports.smtpSubmission])
      await expect(send(ann, to, 1, port)).rejects.toThrow(/450 4\.7\.1 .*has sent to 5 of 5 recipients/);

    const sending = await readSending(reseller, ann.mailboxId);
    expect(sending).toMatchObject({
      hour: { used: 5, limit: 5 },
      day: { used: 5, limit: 2000 },
      own: { perHour: 5, perDay: null },
      suspension: null,
    });
    expect(await readSending(await ownerOf(ann), ann.mailboxId)).toMatchObject({ hour: { used: 5 } });
    const deferred = { address: ann.address, level: 'mailbox', period: 'hour', times: expect.any(Number) };
    expect(sending?.deferred).toEqual([{ ...deferred, at: expect.any(String) }]);
    const { domainId } = await placeOf(ann);
    expect((await readDomainSending(reseller, domainId))?.deferred).toContainEqual({
      ...deferred,
      at: expect.any(String),
    });
    expect(await readSending(rival, ann.mailboxId)).toBeNull();

    await report();
    const { details } = await noticed({ mailboxId: ann.mailboxId }, 'sending-limit');
    expect(details).toEqual({ address: ann.address, limit: 5, level: 'mailbox', period: 'hour' });
    await noticed({ personId: administrator }, 'sending-limit');
  });

  it('shares the limit of its customer with others', async () => {
    const one = await newMailbox('one');
    const two = await newMailbox('two');
    const { customerId } = await placeOf(one);
    const count = await db().outboundCount.aggregate({ where: { ownerId: customerId }, _sum: { recipients: true } });
    const used = count._sum.recipients ?? 0;
    await setTenantLimits(reseller, { tenantId: customerId, perHour: used + 3, perDay: null });
    await send(one, two.address, 2, ports.submission);
    await expect(send(two, one.address, 2, ports.submission)).rejects.toThrow(
      /all mailboxes of the customer have sent/,
    );
    await expect(setTenantLimits(rival, { tenantId: customerId, perHour: null, perDay: null })).rejects.toThrow(
      'not-found',
    );
    await setTenantLimits(reseller, { tenantId: customerId, perHour: null, perDay: null });
    await send(two, one.address, 2, ports.submission);
  });
});

describe('the limit of a domain', () => {
  it('is set by whoever administers it, up to the limit of its customer, and holds for its mailboxes together', async () => {
    const { reseller, domainId, newMailbox } = await ownAccounts();
    const one = await newMailbox('one');
    const two = await newMailbox('two');
    const { customer, customerId } = await customerOf(one);
    await setTenantLimits(reseller, { tenantId: customerId, perHour: 4, perDay: null });
    const wanted = { domainId, perHour: 4, perDay: 10_000 };
    await expect(setDomainLimits(rival, wanted)).rejects.toThrow('not-found');
    for (const actor of [customer, reseller, systemActor('test')])
      await expect(setDomainLimits(actor, { ...wanted, perHour: 5 })).rejects.toMatchObject({
        code: 'over-limit',
        details: { field: 'perHour', reason: 'sending-above-customer', limit: 4 },
      });
    await expect(setDomainLimits(customer, { ...wanted, perDay: 20_001 })).rejects.toMatchObject({
      details: { field: 'perDay', limit: 20_000 },
    });
    await setDomainLimits(customer, wanted);
    await setDomainLimits(customer, { ...wanted, perHour: 3 });
    await expect(
      setMailboxLimits(customer, { mailboxId: one.mailboxId, perHour: 4, perDay: null }),
    ).rejects.toMatchObject({ details: { reason: 'sending-above-domain', limit: 3 } });

    await send(one, two.address, 2, ports.submission);
    await expect(send(two, one.address, 2, ports.submission)).rejects.toThrow(/all mailboxes of the domain have sent/);
    expect(await readDomainSending(customer, domainId)).toMatchObject({
      level: 'domain',
      hour: { used: 2, limit: 3, above: null },
      day: { used: 2, limit: 10_000, above: null },
      own: { perHour: 3, perDay: 10_000 },
    });
    expect((await readSending(customer, one.mailboxId))?.hour).toEqual({
      used: 2,
      limit: 500,
      above: { level: 'domain', limit: 3 },
    });
    expect((await readTenantSending(reseller, customerId))?.hour).toEqual({ used: 2, limit: 4, above: null });
    expect(await readDomainSending(rival, domainId)).toBeNull();
    expect(await readTenantSending(rival, customerId)).toBeNull();
    const entries = await db().auditEntry.findMany({ where: { action: 'domain.outbound-limits', objectId: domainId } });
    expect(entries).toHaveLength(2);
  });

  it('of a reseller stands above its customers, and neither raises its own', async () => {
    const { reseller, newMailbox } = await ownAccounts();
    const { customer, customerId } = await customerOf(await newMailbox('one'));
    const tenantId = reseller.tenantId ?? '';
    const staff = systemActor('test');
    await setTenantLimits(staff, { tenantId, perHour: 50, perDay: null });
    await expect(setTenantLimits(reseller, { tenantId: customerId, perHour: 51, perDay: null })).rejects.toMatchObject({
      details: { reason: 'sending-above-reseller', limit: 50 },
    });
    await setTenantLimits(reseller, { tenantId: customerId, perHour: 50, perDay: null });
    await expect(setTenantLimits(reseller, { tenantId, perHour: 1, perDay: null })).rejects.toThrow('not-found');
    await expect(setTenantLimits(customer, { tenantId: customerId, perHour: 1, perDay: null })).rejects.toThrow(
      'not-allowed',
    );
  });
});

describe('a jump from a network that was never used', () => {
  it('suspends sending, is found and reported, and ends with a new password', async () => {
    const eve = await newMailbox('eve');
    const { address: to } = await newMailbox('target');
    const administrator = await newAdministrator(eve);
    const { mailboxId } = eve;
    const home = { network: '198.51.100.0/24', firstAt: new Date(Date.now() - 10 * day), lastAt: new Date() };
    await db().knownNetwork.create({ data: { name: eve.address, ...home } });
    await send(eve, to, 1, ports.submission);

    const suspended = /550 5\.7\.1 .*may not send: sending is suspended/;
    await expect(send(eve, to, 160, ports.submission, stranger.from)).rejects.toThrow(suspended);
    for (const port of [ports.submission, ports.smtpSubmission])
      await expect(send(eve, to, 1, port)).rejects.toThrow(suspended);
    const figures = { messages: 1, recipients: 160, network: stranger.network };
    expect((await readSending(reseller, mailboxId))?.suspension).toMatchObject({ ...figures, lift: 'allowed' });
    expect((await readSending(reseller, mailboxId))?.hour.used).toBe(1);

    const finding = await until(() => db().finding.findFirst({ where: { mailboxId, kind: 'sending-jump' } }));
    expect(finding).toMatchObject({ state: 'open', severity: 'bad', details: figures });
    await report();
    const { details } = await noticed({ mailboxId }, 'sending-suspended');
    expect(details).toMatchObject({ address: eve.address, ...figures });
    await noticed({ personId: administrator }, 'sending-suspended');
    await until(() => db().auditEntry.findFirst({ where: { action: 'mailbox.suspend-sending', objectId: mailboxId } }));

    const owner = await ownerOf(eve);
    expect((await readSending(owner, mailboxId))?.suspension?.lift).toBe('password-first');
    await expect(liftSendingSuspension(owner, { mailboxId })).rejects.toThrow('not-allowed');
    await expect(liftSendingSuspension(rival, { mailboxId })).rejects.toThrow('not-found');
    const password = 'another-horse-2';
    await setOwnPassword(owner, password);
    await liftSendingSuspension(owner, { mailboxId });
    await until(() =>
      send({ ...eve, password }, to, 1, ports.submission, stranger.from).then(
        () => true,
        () => false,
      ),
    );
    await until(async () => (await db().finding.findUniqueOrThrow({ where: { id: finding.id } })).state === 'gone');
    await expect(liftSendingSuspension(reseller, { mailboxId })).rejects.toThrow('conflict');
  });

  it('is lifted by an administrator, without a new password', async () => {
    const { mailboxId, address } = await newMailbox('lifted');
    const row = { messages: 3, recipients: 300, seconds: 43, network: '192.0.2.0/24' };
    await db().sendingSuspension.create({ data: { mailboxId, at: new Date(), ...row } });
    await liftSendingSuspension(systemActor('test'), { mailboxId });
    expect((await readSending(reseller, mailboxId))?.suspension).toBeNull();
    const notices = await db().notice.findMany({ where: { mailboxId, kind: 'sending-resumed' } });
    expect(notices).toEqual([expect.objectContaining({ details: { address }, byName: 'Milepost', mailedAt: null })]);
  });
});

/** What a program of another account reads at a port, and after a command. Bash, because it may not enter the checkout. */
async function heardBy(uid: number, port: number): Promise<string[]> {
  const program = `
    exec 3<>/dev/tcp/127.0.0.1/${port}
    read -r -t 20 greeting <&3
    printf 'HELO x\\r\\n' >&3
    read -r -t 20 answer <&3
    printf '%s\\n%s\\n' "$greeting" "$answer"`;
  const { stdout } = await promisify(execFile)('/bin/bash', ['-c', program], { uid, gid: uid, cwd: '/' });
  return stdout.trim().split(/\r?\n/);
}

describe('a port that trusts whoever connects', () => {
  const trusting = [
    ['relay', ports.relay],
    ['reinject', ports.reinject],
  ] as const;

  it.each(trusting)('refuses a stranger of this host: %s', async (_, port) => {
    const [greeting, answer] = await heardBy(65_534, port);
    expect(greeting).toMatch(/^5\d\d .*this port is for the mail servers of this host/);
    expect(answer).toMatch(/^503 /);
  });

  it.each(trusting)('accepts root and the account of all mail: %s', async (_, port) => {
    for (const uid of [0, 42_100]) {
      const [greeting, answer] = await heardBy(uid, port);
      expect(greeting).toMatch(/^220 /);
      expect(answer).toMatch(/^250 /);
    }
  });
});
