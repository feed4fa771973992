import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeStates, sessionCounts, sessionsPerMinute, watchSessions } from '@/lib/activity';
import type { SessionRow } from '@/lib/activity/shapes';
import { config } from '@/lib/config';
import { db } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { imapClient, pop3Client, RawClient } from '@/lib/mail-clients';
import type { Actor } from '@/lib/tenancy';
import { actorWith, makeWorld, until, type World } from '@/lib/testing';
import {
  listReceipts,
  listSessions,
  planDisconnect,
  readReceipt,
  readSession,
  revokeReturned,
  startDisconnect,
} from './index';
import { type DisconnectTarget, type SessionFilterInput, sessionFilter } from './shapes';

const { imap, pop3, submission, sieve } = config().MILEPOST_PORTS;
let world: World;
let reseller: Actor;
let stranger: Actor;
const clients: RawClient[] = [];

function mailbox(index = 0) {
  const owner = world.owners[index];
  if (!owner) throw new Error('no such mailbox');
  return owner;
}

async function connect(name?: string, index = 0): Promise<RawClient> {
  const { address, password } = mailbox(index);
  const client = await imapClient(imap, address, password, name);
  clients.push(client);
  return client;
}

const sessionOf = (name: string) =>
  until(async () =>
    (await listSessions(reseller, { state: 'all', search: name })).rows.find((row) => row.clientName === name),
  );
const endOf = (id: string) =>
  until(async () => {
    const { session } = await readSession(reseller, id);
    return session.endedAt ? session : null;
  });

const receiptOf = (who: Actor, disconnectId: string) =>
  until(async () => {
    const receipt = await readReceipt(who, disconnectId);
    return receipt.receipt.finishedAt ? receipt : null;
  });
/** Disconnects one session and waits for the receipt. */
async function disconnected(who: Actor, id: string) {
  const { disconnectId } = await startDisconnect(
    who,
    { target: { kind: 'sessions', ids: [id] }, ids: [id] },
    async () => [],
  );
  return receiptOf(who, disconnectId);
}

beforeAll(async () => {
  world = await makeWorld(['anna', 'ben']);
  reseller = actorWith({ resellerId: world.resellerId });
  stranger = actorWith({ resellerId: (await makeWorld([])).resellerId });
});
afterAll(() => {
  for (const client of clients) client.hangUp();
});

describe('a session', () => {
  it('is shown after its login, with the name of the client, and its end', async () => {
    const client = await connect('Phone 1');
    const row = await sessionOf('Phone 1');
    expect(row).toMatchObject({
      node: 'mx1',
      protocol: 'imap',
      mailboxId: mailbox().id,
      address: mailbox().address,
      remoteIp: '127.0.0.1',
      transport: 'secured',
      mechanism: 'PLAIN',
      credential: 'main',
      clientVersion: '1.2',
      endedAt: null,
      seenBy: 'log',
    });
    await client.imap('LOGOUT');
    const ended = await endOf(row.id);
    expect(ended).toMatchObject({ endReason: 'logged-out' });
    expect(ended.bytesOut).toBeGreaterThan(0);
    expect(ended.revision).toBeGreaterThan(row.revision);
  });

  it('is sent to its watchers once for each change, and to nobody else', async () => {
    const told: SessionRow[] = [];
    const overheard: SessionRow[] = [];
    const stop = new AbortController();
    watchSessions(reseller, (rows) => told.push(...rows), stop.signal);
    watchSessions(stranger, (rows) => overheard.push(...rows), stop.signal);
    const client = await connect('Watched');
    await until(async () => told.some(({ clientName, endedAt }) => clientName === 'Watched' && !endedAt));
    client.hangUp();
    await until(async () => told.some(({ clientName, endedAt }) => clientName === 'Watched' && endedAt));
    stop.abort();
    expect(overheard).toEqual([]);
    const revisions = told.map(({ id, revision }) => `${id} ${revision}`);
    expect(new Set(revisions).size).toBe(revisions.length);
  });

  it('counts as live by protocol while it is open, and in the current minute', async () => {
    const before = await sessionCounts(reseller);
    const { address, password } = mailbox(1);
    const client = await pop3Client(pop3, address, password);
    await until(async () => (await sessionCounts(reseller)).pop3 === before.pop3 + 1);
    const series = await sessionsPerMinute(reseller, 10);
    expect(series.pop3).toHaveLength(10);
    expect((series.pop3[9] ?? 0) + (series.pop3[8] ?? 0)).toBeGreaterThan(0);
    expect(await sessionCounts(stranger)).toEqual({ imap: 0, pop3: 0, webmail: 0, submission: 0, sieve: 0 });
    await client.pop3('QUIT');
    await until(async () => (await sessionCounts(reseller)).pop3 === before.pop3);
  });

  it('of POP3 lists the messages that it removed', async () => {
    const { address, password } = mailbox(1);
    const writer = await connect('Writer', 1);
    await writer.append(
      'INBOX',
      'Message-ID: <taken@x.example>\r\nSubject: taken away\r\nFrom: a@x.example\r\n\r\nText\r\n',
    );
    const client = await pop3Client(pop3, address, password);
    await client.pop3('RETR 1');
    await client.until(/\r\n\.\r\n/);
    await client.pop3('DELE 1');
    await client.pop3('QUIT');
    const row = await until(async () =>
      (await listSessions(reseller, { state: 'ended', protocol: 'pop3', flags: ['takes'] })).rows.at(0),
    );
    expect(row).toMatchObject({
      address,
      fetched: 1,
      removed: 1,
      expunged: 1,
      endReason: 'logged-out',
      clientName: null,
    });
    const { story, others } = await readSession(reseller, row.id);
    expect(story.filter(({ kind }) => kind === 'removed')).toMatchObject([
      { folder: 'INBOX', messageId: '<taken@x.example>', subject: 'taken away', service: 'pop3' },
    ]);
    expect(others.every(({ mailboxId }) => mailboxId === mailbox(1).id)).toBe(true);
  });
});

describe('another tenant', () => {
  it('finds nothing', async () => {
    await connect('Private');
    const row = await sessionOf('Private');
    await expect(readSession(stranger, row.id)).rejects.toEqual(new Refusal('not-found'));
    expect((await listSessions(stranger, { state: 'all' })).rows).toEqual([]);
    expect((await planDisconnect(stranger, { kind: 'sessions', ids: [row.id] })).rows).toEqual([]);
    await expect(disconnected(stranger, row.id)).rejects.toMatchObject({ code: 'conflict' });
    expect((await readSession(reseller, row.id)).session.endedAt).toBeNull();
    const owner = actorWith({ role: 'owner', kind: 'mailbox', mailboxId: mailbox(1).id });
    await expect(readSession(owner, row.id)).rejects.toEqual(new Refusal('not-found'));
  });
});

describe('disconnecting a session', () => {
  it('disconnects this one, waits until it is gone, and is audited', async () => {
    const client = await connect('To end');
    await connect('To stay');
    const [row, other] = await Promise.all([sessionOf('To end'), sessionOf('To stay')]);
    const plan = await planDisconnect(reseller, { kind: 'sessions', ids: [row.id] });
    expect(plan).toMatchObject({ listed: [row.id], unknown: 0, silent: [], more: false });
    const receipt = await disconnected(reseller, row.id);
    expect(receipt.lines).toMatchObject([{ sessionId: row.id, outcome: 'ended', clientName: 'To end' }]);
    expect(receipt.receipt).toMatchObject({ total: 1, done: 1, disconnected: 1, returned: 0, byName: 'Test' });
    expect(receipt.receipt.checkedAt).not.toBeNull();
    await expect(readReceipt(stranger, receipt.receipt.id)).rejects.toEqual(new Refusal('not-found'));
    expect((await listReceipts(reseller)).map(({ id }) => id)).toContain(receipt.receipt.id);
    expect(await listReceipts(stranger)).toEqual([]);
    await client.gone();
    expect(await endOf(row.id)).toMatchObject({ endReason: 'kicked' });
    expect((await readSession(reseller, other.id)).session.endedAt).toBeNull();
    const entry = await db().auditEntry.findFirst({ where: { action: 'session.disconnect', objectId: row.id } });
    expect(entry).toMatchObject({ actorName: 'Test', resellerId: world.resellerId, mailboxId: mailbox().id });
    await expect(disconnected(reseller, row.id)).rejects.toMatchObject({ details: { reason: 'ended-meanwhile' } });
  });

  it('tells what came back, and who may revokes its access', async () => {
    await connect('Bouncing', 1);
    await connect('Another', 1);
    const row = await sessionOf('Bouncing');
    const { receipt } = await disconnected(reseller, row.id);
    expect(receipt.watched).toBe(true);
    const read = async () => (await readReceipt(reseller, receipt.id)).lines[0]?.back ?? null;
    expect(await read()).toBeNull();
    await connect('Bouncing', 1);
    const back = await until(read);
    expect(back).toMatchObject({ remoteIp: '127.0.0.1', credential: 'main', endedAt: null, revokedAt: null });
    expect(back.sessionId).not.toBe(row.id);
    expect(back.seconds).toBeLessThan(60);
    const line = { disconnectId: receipt.id, number: 1 };
    const asked: unknown[] = [];
    const note = async (access: unknown) => {
      asked.push(access);
      return [{ kind: 'network' as const, label: '127.0.0.1', address: row.address, at: null, checkedAt: null }];
    };
    await expect(revokeReturned(stranger, line, note)).rejects.toEqual(new Refusal('not-found'));
    await expect(revokeReturned(reseller, { ...line, number: 2 }, note)).rejects.toEqual(new Refusal('not-found'));
    expect(asked).toEqual([]);
    await revokeReturned(reseller, line, note);
    expect(asked).toEqual([{ appPasswords: [], networks: [{ mailboxId: mailbox(1).id, network: '127.0.0.1' }] }]);
    expect((await readReceipt(reseller, receipt.id)).receipt.revoked).toMatchObject([{ label: '127.0.0.1' }]);
  });

  it('works for each protocol', async () => {
    const { address, password } = mailbox(1);
    const token = Buffer.from(`\0${address}\0${password}`).toString('base64');
    const mailer = await RawClient.open(submission);
    mailer.send('EHLO test');
    await mailer.until(/250 [^\n]*\n/);
    mailer.send(`AUTH PLAIN ${token}`);
    await mailer.until(/235 [^\n]*\n/);
    const editor = await RawClient.open(sieve);
    await editor.until(/OK "Ready/);
    editor.send(`AUTHENTICATE "PLAIN" "${token}"`);
    await editor.until(/OK "Logged in/);
    const poller = await pop3Client(pop3, address, password);
    clients.push(mailer, editor, poller);
    for (const protocol of ['submission', 'sieve', 'pop3'] as const) {
      const row = await until(async () =>
        (await listSessions(reseller, { protocol, mailboxId: mailbox(1).id })).rows.find(({ endedAt }) => !endedAt),
      );
      expect((await disconnected(reseller, row.id)).lines).toMatchObject([{ outcome: 'ended' }]);
      expect(await endOf(row.id)).toMatchObject({ protocol, endReason: 'kicked' });
    }
    await Promise.all([mailer.gone(), editor.gone(), poller.gone()]);
  });

  it('of a mailbox, a network, a domain and a tenant disconnects these and no other, in one receipt', async () => {
    const own = await makeWorld(['carl', 'dora']);
    const [carl, dora] = own.owners;
    if (!carl || !dora) throw new Error('no mailboxes');
    const head = actorWith({ resellerId: own.resellerId });
    const filter = (more: SessionFilterInput) => ({ kind: 'filter' as const, filter: sessionFilter.parse(more) });
    const open = async () => {
      const made = await Promise.all(
        [carl, carl, dora].map(({ address, password }, index) => imapClient(imap, address, password, `Wide ${index}`)),
      );
      clients.push(...made);
      await until(async () => (await listSessions(head, {})).rows.length === 3);
      return made;
    };
    const endAll = async (target: DisconnectTarget) => {
      const plan = await planDisconnect(head, target);
      expect(plan.listed.length).toBe(plan.rows.length);
      return receiptOf(
        head,
        (await startDisconnect(head, { target, ids: plan.rows.map(({ id }) => id) }, async () => [])).disconnectId,
      );
    };
    for (const [target, kind, count] of [
      [filter({ mailboxId: carl.id }), 'mailbox', 2],
      [filter({ network: '127.0.0.0/8' }), 'network', 3],
      [filter({ domain: own.domain.name }), 'domain', 3],
      [filter({ tenantId: own.customer.id }), 'tenant', 3],
    ] as const) {
      const made = await open();
      const { receipt, lines } = await endAll(target);
      expect(receipt).toMatchObject({ kind, total: count, disconnected: count });
      expect(lines.every(({ outcome }) => outcome === 'ended')).toBe(true);
      await Promise.all(made.slice(0, count).map((client) => client.gone()));
      const left = await until(async () => {
        const { rows } = await listSessions(head, {});
        return rows.length === 3 - count && rows;
      });
      expect(left.every(({ address }) => address === dora.address)).toBe(true);
      for (const client of made) client.hangUp();
      await until(async () => (await listSessions(head, {})).rows.length === 0);
    }
    expect((await planDisconnect(head, filter({ network: '198.51.100.0/24' }))).rows).toEqual([]);
    expect((await planDisconnect(stranger, filter({ tenantId: own.customer.id }))).rows).toEqual([]);
  });

  it('is not allowed for readers', async () => {
    const auditor = actorWith({ role: 'staff_auditor' });
    await expect(disconnected(auditor, '1')).rejects.toMatchObject({ code: 'not-allowed' });
  });
});

describe('the list', () => {
  it('is paged by its last row without gaps or duplicates', async () => {
    const all = (await listSessions(reseller, { state: 'all', take: 1000 })).rows.map(({ id }) => id);
    const paged: string[] = [];
    let before: { id: string; startedAt: string } | null = null;
    for (let more = true; more; ) {
      const page: Awaited<ReturnType<typeof listSessions>> = await listSessions(reseller, {
        state: 'all',
        take: 2,
        before,
      });
      paged.push(...page.rows.map(({ id }) => id));
      before = page.rows.at(-1) ?? null;
      more = page.more;
    }
    expect(paged).toEqual(all);
  });

  it('treats every character of a search literally', async () => {
    for (const search of ['%', '_', '\\', "'", 'x" OR 1=1 --', '\u202e']) {
      expect((await listSessions(reseller, { state: 'all', search })).rows).toEqual([]);
    }
    expect(
      (await listSessions(reseller, { state: 'all', search: mailbox().address.slice(2) })).rows.length,
    ).toBeGreaterThan(0);
  });
});

describe('a failed sign-in', () => {
  it('is stored with its reason and its protocol, and no password', async () => {
    const { address } = mailbox();
    await expect(imapClient(imap, address, 'wrong-word')).rejects.toThrow('AUTHENTICATIONFAILED');
    const failure = await until(() => db().failedLogin.findFirst({ where: { address, reason: 'wrong-password' } }));
    expect(failure).toMatchObject({ mailboxId: mailbox().id, resellerId: world.resellerId, remoteIp: '127.0.0.1' });
    expect(JSON.stringify(failure, (_, value) => (typeof value === 'bigint' ? String(value) : value))).not.toContain(
      'wrong-word',
    );
  });

  it('of a suspended mailbox has this reason', async () => {
    const { id, address, password } = mailbox(1);
    await db().mailbox.update({ where: { id }, data: { suspendedAt: new Date() } });
    const { askNode } = await import('@/lib/dovecot');
    await askNode('mx1', 'flush-auth-cache', { users: [address] });
    await expect(pop3Client(pop3, address, password)).rejects.toThrow('suspended');
    expect(await until(() => db().failedLogin.findFirst({ where: { address, reason: 'suspended' } }))).toMatchObject({
      protocol: 'pop3',
    });
  });
});

describe('the node', () => {
  it('reports the same connections as the list of sessions', async () => {
    const staff = actorWith({ role: 'staff_admin' });
    const node = await until(async () =>
      (await nodeStates(staff)).find(({ name, reconciledAt }) => name === 'mx1' && reconciledAt),
    );
    expect(node).toMatchObject({ trouble: null });
    expect(node.version).toMatch(/^2\.\d/);
    expect((await nodeStates(stranger))[0]).toMatchObject({ version: '', live: 0 });
  });
});
