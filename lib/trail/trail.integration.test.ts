import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { ImapFlow } from 'imapflow';
import { beforeAll, describe, expect, it } from 'vitest';
import type { EventRow } from '@/lib/activity/shapes';
import { config } from '@/lib/config';
import { db, pool } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { openImapFlow, pop3Client, RawClient } from '@/lib/mail-clients';
import type { Actor } from '@/lib/tenancy';
import { actorWith, makeWorld, until, type World } from '@/lib/testing';
import {
  listEvents,
  listRemoved,
  messageTrail,
  readRestore,
  recoveryUse,
  restoreMessage,
  startRestore,
  trimRecovery,
} from './index';

const ports = config().MILEPOST_PORTS;
let world: World;
let owner: Actor;
let stranger: Actor;

function mailbox() {
  const [first] = world.owners;
  if (!first) throw new Error('no mailbox');
  return first;
}

async function imap<T>(work: (client: ImapFlow) => Promise<T>): Promise<T> {
  const { address, password } = mailbox();
  const client = await openImapFlow({ port: ports.imaps }, { address, password }, { name: 'Trailer', version: '3' });
  try {
    return await work(client);
  } finally {
    await client.logout();
  }
}

/** Delivers by LMTP (RFC 2033) like Postfix. */
async function deliver(to: string, source: string): Promise<void> {
  const lmtp = await RawClient.connect({ path: path.join(config().MILEPOST_HOME, 'run/lmtp') });
  await lmtp.line();
  for (const line of ['LHLO test', 'MAIL FROM:<sender@out.example>', `RCPT TO:<${to}>`, 'DATA', `${source}.`, 'QUIT']) {
    lmtp.send(line);
    await lmtp.until(/^[23]\d\d [^\n]*\n/m);
  }
  lmtp.hangUp();
}

const message = (messageId: string, subject: string) =>
  `From: Sender <sender@out.example>\r\nTo: ${mailbox().address}\r\nSubject: ${subject}\r\nMessage-ID: ${messageId}\r\n\r\nText\r\n`;

async function put(subject: string, messageId = `<${randomUUID()}@out.example>`): Promise<string> {
  await imap((client) => client.append('INBOX', message(messageId, subject)));
  return messageId;
}

/** Waits until the trail has this event. */
const eventOf = (messageId: string, kind: string): Promise<EventRow> =>
  until(async () => (await messageTrail(owner, { messageId })).find((event) => event.kind === kind));

beforeAll(async () => {
  world = await makeWorld(['anna']);
  owner = actorWith({ kind: 'mailbox', role: 'owner', mailboxId: mailbox().id, resellerId: world.resellerId });
  stranger = actorWith({ resellerId: (await makeWorld([])).resellerId });
});

describe('the trail of a message', () => {
  it('from its delivery to its removal by POP3 has the session that removed it', async () => {
    const messageId = `<${randomUUID()}@out.example>`;
    const { address, password } = mailbox();
    await deliver(address, message(messageId, 'POP3 takes it'));
    await eventOf(messageId, 'delivered');
    const inbox = await pop3Client(ports.pop3, address, password);
    expect(await inbox.pop3('STAT')).toContain('+OK 1 ');
    await inbox.pop3('DELE 1');
    await inbox.pop3('QUIT');
    inbox.hangUp();
    // With its session, which has just ended.
    const trail = await until(async () => {
      const events = await messageTrail(owner, { messageId });
      return events[1]?.session?.endedAt ? events : null;
    });
    expect(trail.map(({ kind, service }) => `${kind} ${service}`)).toEqual(['delivered lmtp', 'removed pop3']);
    expect(trail[1]).toMatchObject({
      subject: 'POP3 takes it',
      sender: 'Sender <sender@out.example>',
      folder: 'INBOX',
      credential: 'main',
      recoverable: true,
      session: { protocol: 'pop3', remoteIp: '127.0.0.1', clientName: null },
    });
    expect(await messageTrail(owner, { messageId: messageId.slice(1, -1) })).toEqual(trail);
    expect(await messageTrail(stranger, { messageId })).toEqual([]);
    expect((await listEvents(stranger, {})).rows).toEqual([]);
  });

  it('has one event for a move', async () => {
    const messageId = await put('Moved');
    await imap(async (client) => {
      const lock = await client.getMailboxLock('INBOX');
      await client.messageMove({ header: { 'message-id': messageId } }, 'Archive');
      lock.release();
    });
    expect(await eventOf(messageId, 'moved')).toMatchObject({
      folder: 'Archive',
      fromFolder: 'INBOX',
      session: { protocol: 'imap', clientName: 'Trailer', clientVersion: '3' },
    });
    expect((await messageTrail(owner, { messageId })).map(({ kind }) => kind)).toEqual(['saved', 'moved']);
  });

  it('with a subject and Message-ID that imitate log records has only its own events', async () => {
    const subject =
      'x, flags=(\\Seen) imap(victim@ex.example)<1><s> rip=6.6.6.6 cred=main: Info: expunge: box=INBOX, uid=1';
    const messageId = '<a, size=9, vsize=9, from=boss@x, subject=fake, flags=()>';
    await put(subject, messageId);
    const [event] = (await listEvents(owner, { search: 'victim@ex.example' })).rows;
    const seen = event ?? (await eventOf(messageId, 'saved'));
    expect(seen).toMatchObject({ kind: 'saved', address: mailbox().address, folder: 'INBOX', messageId, flags: [] });
    expect(seen.subject?.startsWith('x, flags=(\\Seen) imap(victim')).toBe(true);
    expect(await db().mailEvent.count({ where: { address: 'victim@ex.example' } })).toBe(0);
  });
});

describe('restoring', () => {
  it('moves a removed message back to its folder, unchanged, once', async () => {
    const messageId = await put('Come back');
    await imap(async (client) => {
      const lock = await client.getMailboxLock('INBOX');
      await client.messageFlagsAdd({ header: { 'message-id': messageId } }, ['\\Flagged']);
      await client.messageDelete({ header: { 'message-id': messageId } });
      lock.release();
    });
    const removed = await eventOf(messageId, 'removed');
    expect(removed).toMatchObject({ recoverable: true, session: { protocol: 'imap' } });
    await expect(restoreMessage(stranger, { eventId: removed.id })).rejects.toEqual(new Refusal('not-found'));
    expect(await restoreMessage(owner, { eventId: removed.id })).toEqual({ restored: 1 });
    const flags = await imap(async (client) => {
      const lock = await client.getMailboxLock('INBOX');
      const found = await client.fetchOne('*', { flags: true, envelope: true });
      lock.release();
      return found && found.envelope?.messageId === messageId ? [...(found.flags ?? [])] : null;
    });
    expect(flags).toContain('\\Flagged');
    const restored = await eventOf(messageId, 'restored');
    expect(restored).toMatchObject({ folder: 'INBOX', service: 'doveadm', session: null });
    await eventOf(messageId, 'restored');
    expect((await messageTrail(owner, { messageId })).find(({ kind }) => kind === 'removed')?.recoverable).toBe(false);
    await expect(restoreMessage(owner, { eventId: removed.id })).rejects.toMatchObject({ code: 'conflict' });
    const entry = await db().auditEntry.findFirst({ where: { action: 'message.restore', objectId: messageId } });
    expect(entry).toMatchObject({ mailboxId: mailbox().id, objectLabel: 'Come back' });
  });

  it('creates the folder if it no longer exists', async () => {
    const messageId = `<${randomUUID()}@out.example>`;
    await imap(async (client) => {
      await client.mailboxCreate('Project/Ünïcode & more');
      await client.append('Project/Ünïcode & more', message(messageId, 'Deleted with its folder'));
      await client.mailboxDelete('Project/Ünïcode & more');
    });
    const removed = await eventOf(messageId, 'removed');
    expect(removed).toMatchObject({ folder: 'Project/Ünïcode & more' });
    expect(removed.recoverable).toBe(true);
    expect(await restoreMessage(owner, { eventId: removed.id })).toEqual({ restored: 1 });
    expect((await eventOf(messageId, 'restored')).folder).toBe('Project/Ünïcode & more');
  });

  it('of many goes on without the page, restores the chosen ones, and keeps its result', async () => {
    const ids = [await put('First of many'), await put('Second of many'), await put('Third of many')];
    await imap(async (client) => {
      const lock = await client.getMailboxLock('INBOX');
      for (const messageId of ids) await client.messageDelete({ header: { 'message-id': messageId } });
      lock.release();
    });
    const events = await Promise.all(ids.map((messageId) => eventOf(messageId, 'removed')));
    const sessionId = BigInt(events[0]?.session?.id ?? 0);
    const device = await until(() => db().deviceOfSession.findFirst({ where: { sessionId } }));
    const of = { mailboxId: mailbox().id, deviceIds: [device.leadId] };
    const { rows } = await listRemoved(owner, of);
    for (const event of events) expect(rows.map(({ id }) => id)).toContain(event.id);
    await expect(listRemoved(stranger, of)).rejects.toEqual(new Refusal('not-found'));
    const chosen = events.slice(0, 2).map(({ id }) => id);
    await expect(startRestore(stranger, { mailboxId: of.mailboxId, eventIds: chosen })).rejects.toEqual(
      new Refusal('not-found'),
    );
    const { restoreId } = await startRestore(owner, { mailboxId: of.mailboxId, eventIds: [...chosen, '1'] });
    await expect(readRestore(stranger, restoreId)).rejects.toEqual(new Refusal('not-found'));
    const done = await until(async () => {
      const restore = await readRestore(owner, restoreId);
      return restore.finishedAt ? restore : null;
    });
    // An event of somebody else is not among them.
    expect(done).toMatchObject({ total: 2, done: 2, restored: 2, failed: [] });
    await until(async () => (await listRemoved(owner, of)).rows.every(({ id }) => !chosen.includes(id)));
    const after = await listRemoved(owner, of);
    expect(after.rows.map(({ id }) => id)).toContain(events[2]?.id);
    expect(after.latest).toMatchObject({ id: restoreId, restored: 2 });
    const audited = await db().auditEntry.count({
      where: { action: 'message.restore', mailboxId: of.mailboxId, objectId: { in: ids } },
    });
    expect(audited).toBe(2);
    await expect(startRestore(owner, { mailboxId: of.mailboxId, eventIds: chosen })).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  it('is not allowed for readers', async () => {
    await expect(restoreMessage(actorWith({ role: 'staff_auditor' }), { eventId: '1' })).rejects.toMatchObject({
      code: 'not-allowed',
    });
  });
});

describe('the list', () => {
  it('finds by parts of the address, sender, subject, Message-ID and IP address', async () => {
    const messageId = await put('Needle in the hay');
    await eventOf(messageId, 'saved');
    for (const search of [mailbox().address, 'sender@out', 'Needle', messageId.slice(5, 20), '127.0.0.']) {
      expect(
        (await listEvents(owner, { search, take: 1000 })).rows.some((event) => event.messageId === messageId),
      ).toBe(true);
    }
    for (const search of ['%', 'no such text'])
      expect((await listEvents(owner, { search: `${search}%` })).rows).toEqual([]);
  });

  it('has the events of some days of the reader’s time zone, the last one included', async () => {
    const messageId = `<${randomUUID()}@days.example>`;
    await deliver(mailbox().address, message(messageId, 'Some day'));
    await eventOf(messageId, 'delivered');
    // 23:30 UTC on the 9th is the 10th in Vienna.
    await pool().query('UPDATE "MailEvent" SET at = $2 WHERE "messageId" = $1', [messageId, '2026-03-09T23:30:00Z']);
    const found = async (days: { from?: string; to?: string; zone: string }) =>
      (await listEvents(owner, { messageId, days })).rows.some(({ kind }) => kind === 'delivered');
    for (const [zone, day, other] of [
      ['UTC', '2026-03-09', '2026-03-10'],
      ['Europe/Vienna', '2026-03-10', '2026-03-09'],
    ] as const) {
      expect(await found({ from: day, to: day, zone })).toBe(true);
      expect(await found({ from: other, to: other, zone })).toBe(false);
    }
    expect(await found({ from: '2026-03-10', zone: 'UTC' })).toBe(false);
    expect(await found({ to: '2026-03-08', zone: 'UTC' })).toBe(false);
    await expect(found({ to: '2026-03-08', zone: 'Mars/Base' })).rejects.toThrow();
  });

  it('is paged without gaps or duplicates', async () => {
    const all = (await listEvents(owner, { take: 1000 })).rows.map(({ id }) => id);
    const paged: string[] = [];
    let before: { id: string; at: string } | null = null;
    for (let more = true; more; ) {
      const page: Awaited<ReturnType<typeof listEvents>> = await listEvents(owner, { take: 3, before });
      paged.push(...page.rows.map(({ id }) => id));
      before = page.rows.at(-1) ?? null;
      more = page.more;
    }
    expect(paged).toEqual(all);
  });
});

describe('the recovery area', () => {
  const bytes = 30_000;
  const big = (messageId: string) =>
    `${message(messageId, 'Large').slice(0, -6)}${'0123456789\r\n'.repeat(bytes / 12)}`;

  async function removeLarge(): Promise<EventRow> {
    const messageId = `<${randomUUID()}@out.example>`;
    await imap(async (client) => {
      await client.append('INBOX', big(messageId));
      const lock = await client.getMailboxLock('INBOX');
      await client.messageDelete({ header: { 'message-id': messageId } });
      lock.release();
    });
    return eventOf(messageId, 'removed');
  }

  it('keeps the newest removals within its limit, tells that the oldest left, and restores the others', async () => {
    const [first, second, third] = [await removeLarge(), await removeLarge(), await removeLarge()];
    // Room for two of the three, whatever was removed before.
    const limit = BigInt(Math.round(2.5 * bytes));
    const began = new Date();
    await trimRecovery(mailbox().id, () => limit);
    const [area] = await recoveryUse(owner, [mailbox().id]);
    expect(area?.limitBytes).toBe(Number(limit));
    expect(area?.usedBytes).toBeGreaterThan(2 * bytes - 1000);
    expect(area?.usedBytes).toBeLessThanOrEqual(Number(limit));
    expect(await recoveryUse(stranger, [mailbox().id])).toEqual([]);

    await eventOf(first.messageId ?? '', 'purged');
    const trail = await messageTrail(owner, { messageId: first.messageId ?? '' });
    expect(trail.find(({ kind }) => kind === 'removed')?.recoverable).toBe(false);
    await expect(restoreMessage(owner, { eventId: first.id })).rejects.toMatchObject({ code: 'conflict' });
    for (const { id } of [second, third]) expect(await restoreMessage(owner, { eventId: id })).toEqual({ restored: 1 });

    const entries = await db().auditEntry.findMany({
      where: { action: 'mailbox.trim-recovery', mailboxId: mailbox().id, at: { gte: began } },
    });
    expect(entries).toMatchObject([{ actorKind: 'system', after: { limit: String(limit) } }]);

    // Nothing is left to do, and nothing is told twice.
    await trimRecovery(mailbox().id, () => limit);
    expect(await db().auditEntry.count({ where: { action: 'mailbox.trim-recovery', mailboxId: mailbox().id } })).toBe(
      1,
    );
  });

  it('does not make a removal fail for being full', async () => {
    await trimRecovery(mailbox().id, () => 0n);
    expect((await recoveryUse(owner, [mailbox().id]))[0]?.usedBytes).toBe(0);
    expect(await removeLarge()).toMatchObject({ recoverable: true });
  });
});
