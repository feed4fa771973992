import { randomUUID } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import PostalMime from 'postal-mime';
import { beforeAll, describe, expect, it } from 'vitest';
import { setForward } from '@/lib/aliases';
import { config } from '@/lib/config';
import { createAppPassword, listAppPasswords, revokeAppPassword } from '@/lib/credentials';
import { db, pool, transaction } from '@/lib/db';
import {
  confirmSecondFactor,
  removeOwnersFactors,
  removeSecondFactor,
  renewRecoveryCodes,
  startSecondFactor,
} from '@/lib/factors';
import { readFilters, saveFilters } from '@/lib/filters';
import { noFilters } from '@/lib/filters/shapes';
import { startViewAs } from '@/lib/identity';
import { enqueue } from '@/lib/jobs';
import { openImapFlow } from '@/lib/mail-clients';
import { setMainPassword, setOwnPassword, setPassword, withMainPasswordOff } from '@/lib/mailbox-settings';
import { renameMailbox, resumeMailbox, suspendMailbox } from '@/lib/mailboxes';
import { noticeJobs } from '@/lib/notice-mails';
import { invite, resetPassword } from '@/lib/people';
import { openSignIn } from '@/lib/sign-ins';
import type { Actor } from '@/lib/tenancy';
import { actorWith, makeWorld, ownAccounts, ownReseller, signInsFrom, until } from '@/lib/testing';
import { linkToken } from '@/lib/vault';
import {
  claimUnsent,
  countUnreadNotices,
  listNotices,
  markNoticesRead,
  notify,
  releaseUnsent,
  sendNoticesJobName,
} from '.';

const { signsIn } = signInsFrom('127.84');
const { reseller: resellerOfAccounts, password, newMailbox } = await ownAccounts();
let reseller: Actor;

interface Account {
  mailboxId: string;
  address: string;
  password: string;
}

/** The sign-in of a browser, which views and filters need. */
async function signInOf(who: { personId: string } | { mailboxId: string }, ip = '198.51.100.7'): Promise<string> {
  const expiresAt = new Date(Date.now() + 3_600_000);
  const { id } = await db().signIn.create({ data: { ...who, ip, userAgent: 'test', expiresAt } });
  return id;
}

async function ownerOf({ mailboxId, address }: Account): Promise<Actor> {
  const { customerId, resellerId } = await db().mailbox.findUniqueOrThrow({ where: { id: mailboxId } });
  return actorWith({
    kind: 'mailbox',
    id: mailboxId,
    name: address,
    role: 'owner',
    customerId,
    resellerId,
    mailboxId,
    signInId: await signInOf({ mailboxId }),
  });
}

const kindsOf = async (where: { mailboxId: string } | { personId: string }) =>
  (await db().notice.findMany({ where, orderBy: { id: 'asc' } })).map(({ kind }) => kind);

/** What the worker does a minute after the first notice. */
async function send(account: { mailboxId: string } | { personId: string }): Promise<void> {
  await noticeJobs.find(({ name }) => name === sendNoticesJobName)?.handle(account);
}

/** The messages in the Inbox, over IMAP. */
async function inbox(account: { address: string; password: string }) {
  const client = await openImapFlow({ port: config().MILEPOST_PORTS.imaps, secure: true }, account);
  const mailbox = await client.mailboxOpen('INBOX');
  const found: { subject: string; text: string; messageId: string }[] = [];
  if (mailbox.exists > 0)
    for await (const { source } of client.fetch('1:*', { source: true })) {
      const { subject = '', text = '', messageId = '' } = await PostalMime.parse(source ?? '');
      found.push({ subject, text, messageId });
    }
  await client.logout();
  return found;
}

const codeOf = (secret: string, steps = 0) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * 30_000 });

beforeAll(async () => {
  const { id, name, tenantId } = resellerOfAccounts;
  const memberships = { create: { tenantId: tenantId ?? '', role: 'reseller' as const } };
  await db().person.create({ data: { id, name, email: `${id}@reseller.test`, passwordHash: '', memberships } });
  reseller = { ...resellerOfAccounts, signInId: await signInOf({ personId: resellerOfAccounts.id }) };
});

describe('whatever an administrator does to open a mailbox', () => {
  it('has its notice at once, and they are one mail in the mailbox, past a forward without a copy', async () => {
    const account = await newMailbox('anna');
    const { mailboxId } = account;
    const forward = { mailboxId, destinations: ['x@elsewhere.example'], keepCopy: false };
    await createAppPassword(reseller, { mailboxId, name: 'Open www.evil.example', protocols: ['imap'] });
    await setForward(reseller, forward);
    await setForward(reseller, forward);
    await setMainPassword(reseller, { mailboxId, allowed: false });
    await setMainPassword(reseller, { mailboxId, allowed: true });
    await setPassword(reseller, { mailboxId, password: 'another-horse-2' });
    await removeOwnersFactors(reseller, mailboxId);
    await startViewAs(reseller, { kind: 'mailbox', id: mailboxId }, { reason: 'Ticket 4711', minutes: 15 });
    await renameMailbox(reseller, { mailboxId, localPart: 'annika', keepAlias: false });
    expect(await kindsOf({ mailboxId })).toEqual([
      'app-password-created',
      'forward-changed',
      'main-password-off',
      'main-password-on',
      'password-changed',
      'app-password-revoked',
      'factors-removed',
      'view-started',
      'address-changed',
    ]);
    const rows = await db().notice.findMany({ where: { mailboxId } });
    expect(new Set(rows.map(({ byName }) => byName))).toEqual(new Set([reseller.name]));
    expect(new Set(rows.map(({ ip }) => ip))).toEqual(new Set([reseller.ip]));

    await send({ mailboxId });
    const renamed = { address: account.address.replace('anna@', 'annika@'), password: 'another-horse-2' };
    const [mail, ...more] = await inbox(renamed);
    expect(more).toEqual([]);
    expect(mail?.subject).toBe(`9 security notices for ${renamed.address}`);
    for (const words of ['x@elsewhere\u2024example', 'Ticket 4711', `By ${reseller.name}, at ${reseller.ip}.`])
      expect(mail?.text).toContain(words);
    expect(mail?.text).not.toContain('www.evil.example');

    // A repeated job sends nothing again.
    await send({ mailboxId });
    expect(await inbox(renamed)).toHaveLength(1);
  });

  it('is written in the transaction of the change', async () => {
    const { mailboxId } = await newMailbox('undone');
    const failed = transaction(async (tx) => {
      await notify(tx, reseller, { mailboxId }, { kind: 'password-changed' });
      throw new Error('the change failed');
    });
    await expect(failed).rejects.toThrow('the change failed');
    expect(await kindsOf({ mailboxId })).toEqual([]);
  });

  it('is mailed by the worker, which waits a minute for more of them', async () => {
    const account = await newMailbox('worker');
    const { mailboxId } = account;
    const made = await createAppPassword(reseller, { mailboxId, name: 'Phone', protocols: ['imap'] });
    await revokeAppPassword(reseller, made.id);
    const key = `notices-${mailboxId}`;
    const { rows } = await pool().query<{ seconds: number }>(
      'SELECT extract(epoch FROM run_at - now())::int AS seconds FROM graphile_worker.jobs WHERE key = $1',
      [key],
    );
    expect(rows.map(({ seconds }) => seconds > 30 && seconds <= 60)).toEqual([true]);
    // The minute is over.
    await transaction((tx) => enqueue(tx, sendNoticesJobName, { mailboxId }, { key }));
    await until(async () => (await db().notice.count({ where: { mailboxId, mailedAt: { not: null } } })) === 2);
    expect((await inbox(account)).map(({ subject }) => subject)).toEqual([`2 security notices for ${account.address}`]);
  });

  it('is one mail, if two jobs send at the same instant or one is repeated after its mail was accepted', async () => {
    const account = await newMailbox('twice');
    const { mailboxId } = account;
    await createAppPassword(reseller, { mailboxId, name: 'Phone', protocols: ['imap'] });
    await Promise.all([send({ mailboxId }), send({ mailboxId }), send({ mailboxId })]);
    expect(await inbox(account)).toHaveLength(1);
    expect(await db().notice.count({ where: { mailboxId, mailedAt: null } })).toBe(0);

    // A job that was killed after its mail was accepted, and before it noted that.
    await db().notice.updateMany({ where: { mailboxId }, data: { mailedAt: null, claimedAt: new Date() } });
    await send({ mailboxId });
    expect(await db().notice.count({ where: { mailboxId, mailedAt: null } })).toBe(1);
    const minutesAgo = new Date(Date.now() - 11 * 60_000);
    await db().notice.updateMany({ where: { mailboxId }, data: { claimedAt: minutesAgo } });
    await send({ mailboxId });
    expect(await db().notice.count({ where: { mailboxId, mailedAt: null } })).toBe(0);
    expect(await inbox(account)).toHaveLength(1);
  });

  it('is tried again at once, if the mail could not be sent', async () => {
    const account = await newMailbox('unreachable');
    const { mailboxId } = account;
    await createAppPassword(reseller, { mailboxId, name: 'Phone', protocols: ['imap'] });
    const [mailId = ''] = (await claimUnsent({ mailboxId })).keys();
    expect(await claimUnsent({ mailboxId })).toEqual(new Map());
    await releaseUnsent([mailId]);
    expect([...(await claimUnsent({ mailboxId })).keys()]).toEqual([mailId]);
    await releaseUnsent([mailId]);
    await send({ mailboxId });
    expect((await inbox(account)).map(({ messageId }) => messageId)).toEqual([
      expect.stringContaining(`notice-${mailId}@`),
    ]);
  });

  it('waits for the end of a suspension', async () => {
    const account = await newMailbox('resting');
    const { mailboxId } = account;
    await suspendMailbox(reseller, { mailboxId, reason: 'Unpaid bill' });
    await createAppPassword(reseller, { mailboxId, name: 'Phone', protocols: ['imap'] });
    await send({ mailboxId });
    expect(await db().notice.count({ where: { mailboxId, mailedAt: null } })).toBe(1);
    await resumeMailbox(reseller, mailboxId);
    await send({ mailboxId });
    expect((await inbox(account)).map(({ subject }) => subject)).toEqual([`A new app password for ${account.address}`]);
  });
});

describe('a notice in the panel', () => {
  it('stays unread until its owner has read it, whoever views the panel as them', async () => {
    const account = await newMailbox('reader');
    const owner = await ownerOf(account);
    const other = await ownerOf(await newMailbox('other'));
    await createAppPassword(reseller, { mailboxId: account.mailboxId, name: 'Phone', protocols: ['imap'] });
    const [notice] = await listNotices(owner);
    expect(notice).toMatchObject({ kind: 'app-password-created', byName: reseller.name, unread: true });
    expect(await listNotices(other)).toEqual([]);
    expect(await listNotices(reseller)).toEqual([]);
    const upTo = notice?.id ?? '';
    const viewer = { ...owner, viewedBy: { id: reseller.id, name: reseller.name } };
    await expect(markNoticesRead(viewer, { upTo })).rejects.toMatchObject({ code: 'not-allowed' });
    await markNoticesRead(other, { upTo });
    expect(await countUnreadNotices(owner)).toBe(1);
    await markNoticesRead(owner, { upTo });
    expect(await countUnreadNotices(owner)).toBe(0);
  });
});

describe('a second factor', () => {
  it('is set up together with the end of the main password in mail programs', async () => {
    const account = await newMailbox('factor');
    const { mailboxId, address } = account;
    const owner = await ownerOf(account);
    const { token } = await createAppPassword(owner, { mailboxId, name: 'Phone', protocols: ['imap'] });
    const { secret } = await startSecondFactor(owner, password);
    const setUp = (code: string) => withMainPasswordOff(owner, (also) => confirmSecondFactor(owner, code, { also }));
    await expect(setUp('000000')).rejects.toMatchObject({ code: 'wrong-credentials' });
    expect(await signsIn('imap', { address, password })).toBe(true);
    await setUp(codeOf(secret));
    for (const protocol of ['imap', 'pop3', 'submission'] as const)
      expect(await signsIn(protocol, { address, password }), protocol).toBe(false);
    expect(await signsIn('imap', { address, password: token })).toBe(true);
    await renewRecoveryCodes(owner, password);
    await removeSecondFactor(owner, password);
    expect(await kindsOf({ mailboxId })).toEqual([
      'app-password-created',
      'second-factor-set-up',
      'recovery-codes-renewed',
      'second-factor-removed',
    ]);
    await send({ mailboxId });
    const [mail] = await inbox({ address, password: token });
    expect(mail?.text).toContain('A second factor was set up.');
    expect(mail?.text).toContain('From your own sign-in');
  });
});

describe('app passwords', () => {
  it.each(['an administrator', 'the owner'])('end with a new password by %s, except those to keep', async (who) => {
    const account = await newMailbox(who === 'the owner' ? 'own-change' : 'reset');
    const { mailboxId, address } = account;
    const make = (name: string) => createAppPassword(reseller, { mailboxId, name, protocols: ['imap'] });
    const [kept, ended] = [await make('Kept'), await make('Ended')];
    const wanted = 'another-horse-2';
    if (who === 'the owner') await setOwnPassword(await ownerOf(account), wanted, [kept.id]);
    else await setPassword(reseller, { mailboxId, password: wanted, keepAppPasswords: [kept.id] });
    expect(await signsIn('imap', { address, password: kept.token })).toBe(true);
    expect(await signsIn('imap', { address, password: ended.token })).toBe(false);
    expect(await signsIn('imap', { address, password: wanted })).toBe(true);
    const rows = await listAppPasswords(reseller, mailboxId);
    expect(rows.filter(({ revokedAt }) => revokedAt).map(({ name }) => name)).toEqual(['Ended']);
    expect((await kindsOf({ mailboxId })).slice(2)).toEqual(['password-changed', 'app-password-revoked']);
    const entries = await db().auditEntry.findMany({ where: { mailboxId, action: 'app-password.revoke' } });
    expect(entries.map(({ objectLabel }) => objectLabel)).toEqual([`Ended (${address})`]);
  });

  it('of another mailbox cannot be kept or ended with it', async () => {
    const [mine, theirs] = [await newMailbox('mine'), await newMailbox('theirs')];
    const app = await createAppPassword(reseller, { mailboxId: theirs.mailboxId, name: 'A', protocols: ['imap'] });
    await setPassword(reseller, { mailboxId: mine.mailboxId, password: 'another-horse-2', keepAppPasswords: [app.id] });
    expect(await signsIn('imap', { address: theirs.address, password: app.token })).toBe(true);
  });
});

describe('a sign-in to the panel', () => {
  it('is a notice only from a network that the account did not sign in from before', async () => {
    const account = await newMailbox('traveller');
    const { mailboxId, address } = account;
    const owner = { ...(await ownerOf(account)), signInId: null };
    await db().signIn.deleteMany({ where: { mailboxId } });
    const open = (ip: string, now = new Date()) =>
      openSignIn(
        { ...owner, ip },
        { name: address, membershipId: null, method: 'password', from: { ip, userAgent: 'test' }, attempt: 0n },
        now,
      );
    await open('203.0.113.7');
    await open('203.0.113.99');
    expect(await kindsOf({ mailboxId })).toEqual([]);
    await open('2001:db8:1:2::7');
    await open('2001:db8:1:2::8');
    expect(await kindsOf({ mailboxId })).toEqual(['panel-sign-in']);
    await db().signIn.updateMany({ where: { mailboxId }, data: { createdAt: new Date(Date.now() - 91 * 86_400_000) } });
    await open('203.0.113.7');
    expect(await kindsOf({ mailboxId })).toEqual(['panel-sign-in', 'panel-sign-in']);
    const [newest] = await listNotices(owner);
    expect(newest).toMatchObject({ details: { network: '203.0.113.0/24' }, ip: '203.0.113.7' });
  });
});

describe('a filter that forwards', () => {
  it('is a notice once for each new address, and its mail is not forwarded away', async () => {
    const account = await newMailbox('filters');
    const { mailboxId } = account;
    const owner = await ownerOf(account);
    const forwardTo = async (...addresses: string[]) => {
      const { revision } = await readFilters(owner);
      const forwarding = { on: addresses.length > 0, addresses, keep: false };
      await saveFilters(owner, { filters: { ...noFilters, forwarding }, revision });
    };
    await forwardTo('one@elsewhere.example');
    await forwardTo('one@elsewhere.example', 'two@elsewhere.example');
    await forwardTo('two@elsewhere.example');
    const rows = await db().notice.findMany({ where: { mailboxId }, orderBy: { id: 'asc' } });
    expect(rows.map(({ kind, details }) => [kind, details])).toEqual([
      ['redirect-added', { to: 'one@elsewhere.example' }],
      ['redirect-added', { to: 'two@elsewhere.example' }],
    ]);
    await send({ mailboxId });
    expect((await inbox(account)).map(({ subject }) => subject)).toEqual([`2 security notices for ${account.address}`]);
  });
});

it('a person is notified of a reset password and of a view', async () => {
  const world = await makeWorld([]);
  const person = await db().person.findUniqueOrThrow({
    where: { email: world.admin.address },
    include: { memberships: true },
  });
  const personId = person.id;
  const reset = await db().passwordReset.create({ data: { personId, expiresAt: new Date(Date.now() + 60_000) } });
  await resetPassword(
    { token: linkToken('reset', reset.id), password: 'another-horse-2', code: '' },
    { ip: `2001:db8:7::${process.pid.toString(16)}`, userAgent: 'test' },
  );
  const { id: viewerId } = await db().person.findUniqueOrThrow({ where: { email: world.reseller.address } });
  const viewer = actorWith({
    id: viewerId,
    name: world.reseller.name,
    tenantId: world.resellerId,
    resellerId: world.resellerId,
    signInId: await signInOf({ personId: viewerId }),
  });
  const membershipId = person.memberships[0]?.id ?? '';
  await startViewAs(viewer, { kind: 'person', id: membershipId }, { reason: 'Ticket 12', minutes: 15 });
  const rows = await db().notice.findMany({ where: { personId }, orderBy: { id: 'asc' } });
  expect(rows.map(({ kind, byName }) => [kind, byName])).toEqual([
    ['password-reset', null],
    ['view-started', viewer.name],
  ]);
});

describe('the invitations of a tenant', () => {
  const one = (customer: Actor) =>
    invite(
      customer,
      { email: `${randomUUID()}@outside.test`, tenantId: customer.tenantId ?? '', role: 'customer_admin' },
      'en',
    );
  const many = (tenantId: string, count: number, more: { acceptedAt?: Date } = {}) =>
    db().invitation.createMany({
      data: Array.from({ length: count }, () => ({
        email: `${randomUUID()}@outside.test`,
        tenantId,
        role: 'customer_admin' as const,
        invitedBy: 'Somebody',
        expiresAt: new Date(Date.now() + 86_400_000),
        ...more,
      })),
    });

  it('are at most 50 open ones, even if they are sent at the same time', async () => {
    const { customer } = await ownReseller();
    await many(customer.tenantId ?? '', 48);
    const all = await Promise.allSettled([one(customer), one(customer), one(customer), one(customer)]);
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    await expect(one(customer)).rejects.toMatchObject({
      code: 'over-limit',
      details: { field: 'email', reason: 'invitations-open', limit: 50 },
    });
  });

  it('are at most 100 in a day', async () => {
    const { customer } = await ownReseller();
    await many(customer.tenantId ?? '', 100, { acceptedAt: new Date() });
    await expect(one(customer)).rejects.toMatchObject({ code: 'over-limit', details: { reason: 'invitations-day' } });
    const { customer: other } = await ownReseller();
    await one(other);
  });
});
