import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { createTransport } from 'nodemailer';
import { beforeEach, describe, expect, it } from 'vitest';
import { config } from '@/lib/config';
import { db } from '@/lib/db';
import { createDomain } from '@/lib/domains';
import { askNode } from '@/lib/dovecot';
import { Refusal } from '@/lib/errors';
import { setQuota } from '@/lib/mailbox-settings';
import { createMailbox, removeMailbox, restoreMailbox, resumeMailbox, suspendMailbox } from '@/lib/mailboxes';
import { perProtocol } from '@/lib/protocols';
import { type Actor, systemActor } from '@/lib/tenancy';
import { mailSignIn, ownReseller, until } from '@/lib/testing';
import { ownUse, previewSuspension, readTenant, resumeTenant, setLimits, suspendTenant } from '.';

const gigabyte = 1024 ** 3;
const protocols = perProtocol(() => true);
const password = 'correct-horse-1';
const none = {
  maxDomains: null,
  maxMailboxes: null,
  maxBytes: null,
  customerMaxDomains: null,
  customerMaxMailboxes: null,
  customerMaxBytes: null,
};
const staff = systemActor('test');

let reseller: Actor;
let customer: Actor;
let tag = '';
let domainId = '';
let customerId = '';
let resellerId = '';
let last = 0;
const from = () => {
  last += 1;
  return `127.11.0.${last}`;
};

const newMailbox = (localPart: string, quotaBytes = gigabyte) =>
  createMailbox(reseller, { domainId, localPart, displayName: '', password, quotaBytes, protocols });
const outcome = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof Refusal ? { code: error.code, ...error.details } : Promise.reject(error)),
  );

beforeEach(async () => {
  ({ reseller, customer, tag } = await ownReseller());
  customerId = customer.customerId ?? '';
  resellerId = reseller.resellerId ?? '';
  domainId = (await createDomain(reseller, { name: `l${tag}.example`, customerId })).id;
});

describe('a limit', () => {
  it('of mailboxes refuses one more, and of two concurrent ones one succeeds', async () => {
    await setLimits(reseller, { tenantId: customerId, ...none, maxMailboxes: 3 });
    await newMailbox('one');
    await newMailbox('two');
    const both = await Promise.all([outcome(newMailbox('three')), outcome(newMailbox('four'))]);
    const refused = { code: 'over-limit', reason: 'limit-customer-mailboxes', limit: 'mailboxes', most: 3, over: 1 };
    expect(both.filter((each) => each === 'done')).toHaveLength(1);
    expect(both.filter((each) => each !== 'done')).toEqual([refused]);
    expect(await db().mailbox.count({ where: { customerId } })).toBe(3);
  });

  it('of domains applies to a reseller with all its customers, including two concurrent ones', async () => {
    await setLimits(staff, { tenantId: resellerId, ...none, maxDomains: 2 });
    const other = await db().tenant.create({
      data: { kind: 'customer', name: 'Other', parentId: resellerId, resellerId },
    });
    const add = (name: string, id: string) =>
      outcome(createDomain(reseller, { name: `${name}${tag}.example`, customerId: id }));
    const both = await Promise.all([add('x', customerId), add('y', other.id)]);
    expect(both.filter((each) => each === 'done')).toHaveLength(1);
    expect(both.filter((each) => each !== 'done')).toEqual([
      { code: 'over-limit', reason: 'limit-reseller-domains', limit: 'domains', most: 2, over: 1 },
    ]);
  });

  it('of storage counts quotas: new, increased and restored ones', async () => {
    await setLimits(reseller, { tenantId: customerId, ...none, maxBytes: 3 * gigabyte });
    const { id: mailboxId, address } = await newMailbox('big', 2 * gigabyte);
    const tooMuch = { code: 'over-limit', reason: 'limit-customer-bytes', limit: 'bytes', most: 3, over: 1 };
    expect(await outcome(newMailbox('second', 2 * gigabyte))).toEqual(tooMuch);
    expect(await outcome(setQuota(reseller, { mailboxId, quotaBytes: 4 * gigabyte }))).toEqual(tooMuch);
    await removeMailbox(reseller, { mailboxId, confirmation: address });
    await newMailbox('second', 2 * gigabyte);
    expect(await outcome(restoreMailbox(reseller, mailboxId))).toEqual(tooMuch);
    expect((await ownUse(customer))?.bytes).toEqual({ used: 2 * gigabyte, limit: 3 * gigabyte });
  });

  it('below the current allocation removes nothing, and allows decreases but no increases', async () => {
    const { id: mailboxId } = await newMailbox('a', 2 * gigabyte);
    await newMailbox('b', 2 * gigabyte);
    await setLimits(reseller, { tenantId: customerId, ...none, maxMailboxes: 1, maxBytes: gigabyte });
    await setQuota(reseller, { mailboxId, quotaBytes: gigabyte });
    expect(await outcome(setQuota(reseller, { mailboxId, quotaBytes: 2 * gigabyte }))).toMatchObject({ over: 3 });
    await setLimits(reseller, { tenantId: customerId, ...none });
    await newMailbox('c');
  });

  it('per customer of a reseller applies to a customer without its own', async () => {
    await setLimits(staff, { tenantId: resellerId, ...none, customerMaxMailboxes: 1 });
    await newMailbox('one');
    expect(await outcome(newMailbox('two'))).toMatchObject({ reason: 'limit-customer-mailboxes', most: 1, over: 1 });
    expect((await readTenant(reseller, customerId))?.use.mailboxes).toEqual({ used: 1, limit: 1 });
  });

  it('can only be set by the parent tenant', async () => {
    const rival = (await ownReseller()).reseller;
    const missing = { code: 'not-found' };
    expect(await outcome(setLimits(reseller, { tenantId: resellerId, ...none, maxDomains: 9 }))).toEqual(missing);
    expect(await outcome(setLimits(rival, { tenantId: customerId, ...none, maxDomains: 9 }))).toEqual(missing);
    expect(await outcome(setLimits(customer, { tenantId: customerId, ...none }))).toMatchObject({
      code: 'not-allowed',
    });
    expect(await readTenant(rival, customerId)).toBeNull();
  });
});

describe('a suspended customer', () => {
  it('has no access at all, and lifting the suspension restores the state before', async () => {
    const anna = { ...(await newMailbox('anna')), password };
    const ben = { ...(await newMailbox('ben')), password };
    await suspendMailbox(reseller, { mailboxId: ben.id, reason: 'Left the house' });
    const open = await Promise.all([mailSignIn('imap', anna, from()), mailSignIn('pop3', anna, from())]);
    expect(open.map(({ accepted }) => accepted)).toEqual([true, true]);
    const signIn = await db().signIn.create({
      data: { mailboxId: anna.id, ip: '192.0.2.1', userAgent: 'x', expiresAt: new Date(Date.now() + 3_600_000) },
    });
    await until(async () => (await previewSuspension(reseller, customerId))?.sessions === 2);
    expect(await previewSuspension(reseller, customerId)).toEqual({
      mailboxes: 2,
      already: 1,
      sessions: 2,
      signIns: 1,
      domains: 1,
    });

    await suspendTenant(reseller, { tenantId: customerId, reason: 'Unpaid', holdsMail: false });
    await Promise.all(open.map(({ ended }) => ended));
    for (const protocol of ['imap', 'pop3', 'submission'] as const) {
      const refused = await mailSignIn(protocol, anna, from());
      refused.close();
      expect([protocol, refused.accepted]).toEqual([protocol, false]);
    }
    expect((await db().signIn.findUniqueOrThrow({ where: { id: signIn.id } })).endedAt).not.toBeNull();
    expect(
      await outcome(suspendTenant(reseller, { tenantId: customerId, reason: 'x', holdsMail: false })),
    ).toMatchObject({
      reason: 'tenant-suspended',
    });

    await resumeTenant(reseller, customerId);
    await until(async () => {
      const again = await mailSignIn('imap', anna, from());
      again.close();
      return again.accepted;
    });
    const still = await mailSignIn('imap', ben, from());
    still.close();
    expect([still.accepted, still.words]).toEqual([false, expect.stringContaining('Left the house')]);
    await resumeMailbox(reseller, ben.id);
  });

  it('has its mail held if this was chosen, and gets it when the suspension is lifted', async () => {
    const { address } = await newMailbox('held');
    await suspendTenant(reseller, { tenantId: customerId, reason: 'Unpaid', holdsMail: true });
    const { MILEPOST_PORTS: ports, MILEPOST_HOME: dataDirectory, MILEPOST_NODE: node } = config();
    const outside = createTransport({ host: '127.0.0.1', port: ports.smtp, ignoreTLS: true });
    await outside.sendMail({ from: 'a@elsewhere.example', to: address, subject: `Held ${tag}`, text: 'x' });
    const queue = async () =>
      (await promisify(execFile)('postqueue', ['-c', path.join(dataDirectory, 'postfix'), '-j'])).stdout;
    const waiting = async () => (await queue()).split('\n').filter((line) => line.includes(address));
    await until(async () => (await waiting()).some((line) => line.includes('[suspended]')));
    const inbox = () =>
      askNode(node, 'find', { user: address, folder: 'INBOX', before: '2100-01-01T00:00:00Z', basis: 'saved' });
    expect(await inbox()).toEqual([]);
    await resumeTenant(reseller, customerId);
    await until(async () => (await inbox()).some(({ subject }) => subject === `Held ${tag}`));
    await until(async () => (await waiting()).length === 0);
  });

  it('can only be suspended by the parent tenant', async () => {
    const rival = (await ownReseller()).reseller;
    const input = { tenantId: customerId, reason: 'x', holdsMail: false };
    expect(await outcome(suspendTenant(rival, input))).toEqual({ code: 'not-found' });
    expect(await outcome(suspendTenant(customer, input))).toMatchObject({ code: 'not-allowed' });
    expect(await outcome(suspendTenant(reseller, { ...input, tenantId: resellerId }))).toEqual({ code: 'not-found' });
    expect(await previewSuspension(rival, customerId)).toBeNull();
  });
});
