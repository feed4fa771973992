import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { db } from '@/lib/db';
import type { LogRecord } from '@/lib/dovecot';
import { actorWith, makeWorld, until } from '@/lib/testing';
import { nodeStates } from '../read/node-states';
import { forgetUnreadLines, readUnreadLines } from '../unread-lines';

// Batches of a node without an agent, handed to the running worker.

let address: string;
let mailboxId: string;
let resellerId: string;

beforeAll(async () => {
  const world = await makeWorld(['anna']);
  const [owner] = world.owners;
  address = owner?.address ?? '';
  mailboxId = owner?.id ?? '';
  resellerId = world.resellerId;
});

const at = (millisecond: number) => new Date(Date.UTC(2026, 5, 1, 12) + millisecond).toISOString().replace('Z', '000Z');

class Lab {
  readonly node = `lab-${randomUUID().slice(0, 8)}`;
  private seq = 0n;

  /** Hands over a batch. An agent repeats a `seq` when the answer was lost. */
  async hand(records: LogRecord[], { seq, inode = 1n }: { seq?: bigint; inode?: bigint } = {}): Promise<void> {
    const number = seq ?? this.seq + 1n;
    this.seq = number > this.seq ? number : this.seq;
    const place = { node: this.node, file: 'lab.log' };
    await db().nodeCursor.upsert({
      where: { node_file: place },
      create: { ...place, inode, offset: 0n, seq: number },
      update: { seq: number },
    });
    const fromOffset = BigInt(records[0]?.offset ?? 0);
    await db().nodeBatch.create({
      data: { ...place, seq: number, inode, fromOffset, records },
    });
    await db().$queryRaw`SELECT pg_notify('milepost_batch', ${this.node})::text`;
    await until(async () => (await db().nodeBatch.count({ where: { node: this.node } })) === 0);
  }

  /** Batches that wait at the same time, with the given numbers. */
  async handTogether(...batches: [bigint, LogRecord[]][]): Promise<void> {
    const place = { node: this.node, file: 'lab.log', inode: 1n };
    await db().$transaction([
      db().nodeCursor.create({ data: { ...place, offset: 0n, seq: BigInt(batches.length) } }),
      ...batches.map(([id, records], index) =>
        db().nodeBatch.create({
          data: { ...place, id, seq: BigInt(index + 1), fromOffset: BigInt(index), records },
        }),
      ),
    ]);
    await until(async () => (await db().nodeBatch.count({ where: { node: this.node } })) === 0);
  }

  sessions() {
    return db().mailSession.findMany({ where: { node: this.node }, orderBy: { id: 'asc' } });
  }

  events() {
    return db().mailEvent.findMany({ where: { node: this.node }, orderBy: { id: 'asc' } });
  }

  async all() {
    const counts = { failures: await db().failedLogin.count({ where: { node: this.node } }) };
    const rows = { ...counts, sessions: await this.sessions(), events: await this.events() };
    return JSON.parse(
      JSON.stringify(rows, (key, value) =>
        // The running worker derives devices from these sessions later.
        /^(revision|deviceId|deviceCounted)$/.test(key) ? undefined : typeof value === 'bigint' ? String(value) : value,
      ),
    );
  }
}

const who = { service: 'pop3' as const, pid: 77, sid: 'S/1', credential: 'main' };
const message = { messageId: '<m@x>', size: 100, sender: 'a@x', subject: 's', flags: [] };

function story(): LogRecord[] {
  const mail = { kind: 'mail' as const, ...who, address: address, ...message };
  return [
    { kind: 'id', offset: 0, at: at(0), sid: who.sid, name: 'Lab', version: '1' },
    {
      kind: 'login',
      offset: 100,
      at: at(1),
      ...who,
      address,
      transport: 'tls',
      remoteIp: '192.0.2.8',
      remotePort: 1,
      mechanism: 'PLAIN',
    },
    { ...mail, offset: 200, at: at(2), action: 'copy', from: 'INBOX', box: '.EXPUNGED', uid: 9 },
    { ...mail, offset: 300, at: at(2), action: 'expunge', box: 'INBOX', uid: 4 },
    {
      kind: 'end',
      offset: 400,
      at: at(3),
      ...who,
      address,
      reason: 'logged-out',
      detail: 'Logged out',
      fetched: 1,
      removed: 1,
    },
    {
      kind: 'refused',
      offset: 500,
      at: at(4),
      address,
      remoteIp: '192.0.2.9',
      sid: 'S/2',
      reason: 'wrong-password',
    },
    { kind: 'rejected', offset: 600, at: at(5), service: 'imap', address: address, sid: 'S/2', reason: 'failed' },
  ];
}

describe('a batch', () => {
  it('is applied before the next one, even if their numbers differ in length', async () => {
    const lab = new Lab();
    await lab.handTogether([99_999_999_999n, story().slice(0, 3)], [100_000_000_000n, story().slice(3)]);
    expect(await lab.sessions()).toMatchObject([{ clientName: 'Lab', removed: 1, endReason: 'logged-out' }]);
    expect(await lab.events()).toMatchObject([{ kind: 'removed', uid: 4, recoveryUid: 9 }]);
  });

  it('is applied completely', async () => {
    const lab = new Lab();
    await lab.hand(story());
    expect(await lab.sessions()).toMatchObject([
      {
        address,
        mailboxId,
        resellerId,
        clientName: 'Lab',
        fetched: 1,
        removed: 1,
        expunged: 1,
        endReason: 'logged-out',
      },
    ]);
    const [session] = await lab.sessions();
    expect(await lab.events()).toMatchObject([
      { kind: 'removed', folder: 'INBOX', uid: 4, recoveryUid: 9, sessionId: session?.id, mailboxId },
    ]);
    expect(await db().failedLogin.findMany({ where: { node: lab.node } })).toMatchObject([
      { protocol: 'imap', reason: 'wrong-password', mailboxId },
    ]);
  });

  it('reports an app password from a blocked network as one failure, even if its two lines are in two batches', async () => {
    const failed = (offset: number, reason: 'wrong-password' | 'blocked-network'): LogRecord => ({
      kind: 'refused',
      offset,
      at: at(offset),
      address,
      remoteIp: '192.0.2.9',
      sid: 'S/3',
      reason,
    });
    const [main, app] = [failed(700, 'wrong-password'), failed(800, 'blocked-network')];
    for (const batches of [[[main, app]], [[main], [app]], [[app], [main]]]) {
      const lab = new Lab();
      for (const records of batches) await lab.hand(records);
      expect(await db().failedLogin.findMany({ where: { node: lab.node } })).toMatchObject([
        { reason: 'blocked-network' },
      ]);
    }
  });

  it('reports a program that repeats an old password by that name, whichever batch its lines are in', async () => {
    const source = { address, remoteIp: '192.0.2.9' };
    const wrong: LogRecord = {
      kind: 'refused',
      offset: 700,
      at: at(10),
      ...source,
      sid: 'S/4',
      reason: 'wrong-password',
    };
    const again = (offset: number, sid: string): LogRecord => {
      return { kind: 'rejected', offset, at: at(offset), ...source, service: 'pop3', sid, reason: 'failed' };
    };
    for (const batches of [
      [[wrong, again(800, 'S/5'), again(900, 'S/6')]],
      [[wrong], [again(800, 'S/5')], [again(900, 'S/6')]],
    ]) {
      const lab = new Lab();
      for (const records of batches) await lab.hand(records);
      const rows = await db().failedLogin.findMany({ where: { node: lab.node }, orderBy: { offset: 'asc' } });
      expect(rows.map(({ reason }) => reason)).toEqual(['wrong-password', 'same-password', 'same-password']);
      await db().failedLogin.deleteMany({ where: { node: lab.node } });
    }
    const lab = new Lab();
    await lab.hand([
      { ...again(1_000, 'S/7'), reason: 'too-many-connections' } as LogRecord,
      { ...again(1_100, 'S/8'), reason: 'server-unavailable' } as LogRecord,
      { ...again(1_200, 'S/9'), address: `nobody-${address}` } as LogRecord,
    ]);
    const rows = await db().failedLogin.findMany({ where: { node: lab.node }, orderBy: { offset: 'asc' } });
    expect(rows.map(({ reason }) => reason)).toEqual(['too-many-connections', 'server-unavailable', 'other']);
  });

  it('with an end that does not say what was fetched leaves it unknown, and the rest is known', async () => {
    const lab = new Lab();
    await lab.hand(
      story().map((record) => {
        if (record.kind !== 'end') return record;
        const { fetched: _, ...rest } = record;
        return rest;
      }),
    );
    expect(await lab.sessions()).toMatchObject([{ fetched: null, endReason: 'logged-out' }]);
  });

  it('with a scan counts a hundred addresses by themselves, and every one where a device was seen', async () => {
    const lab = new Lab();
    const failed = (offset: number, remoteIp: string): LogRecord => {
      return { kind: 'handshake', offset, at: at(offset), service: 'imap', remoteIp, reason: 'other' };
    };
    const place = await db().mailbox.findUniqueOrThrow({ where: { id: mailboxId }, select: { domainId: true } });
    await db().device.create({
      data: {
        mailboxId,
        ...place,
        address,
        key: randomUUID(),
        protocol: 'imap',
        remoteIp: '198.51.100.77',
        transport: 'tls',
        firstSeenAt: new Date(),
        lastSeenAt: new Date(),
      },
    });
    // Where no device of another test was seen.
    const network = lab.node.slice(-4);
    const scan = Array.from({ length: 150 }, (_, index) => failed(1 + index, `2001:db8:${network}::${index}`));
    await lab.hand(scan);
    // A log that is read again, a new stranger, and a program of the mailbox.
    await lab.hand([...scan, failed(300, '203.0.113.1'), failed(301, '198.51.100.77')]);
    const rows = await db().failedHandshake.findMany({ where: { node: lab.node } });
    expect(rows).toHaveLength(102);
    expect(rows.find(({ remoteIp }) => remoteIp === null)?.count).toBe(51);
    expect(rows.find(({ remoteIp }) => remoteIp === '198.51.100.77')?.count).toBe(1);
    expect(rows.reduce((sum, { count }) => sum + count, 0)).toBe(152);
  });

  it('with lines that could not be read counts them and keeps the last hundred', async () => {
    const lab = new Lab();
    await db().node.create({ data: { name: lab.node } });
    const line = (offset: number, count = 1): LogRecord => {
      return { kind: 'unread', offset, at: at(offset), text: `line ${offset}`, count };
    };
    await lab.hand([line(1, 40), line(2)]);
    expect(await db().node.findUnique({ where: { name: lab.node } })).toMatchObject({ unreadLines: 41 });
    await lab.hand(Array.from({ length: 120 }, (_, index) => line(10 + index)));
    const kept = await db().unreadLine.findMany({ where: { node: lab.node }, orderBy: { id: 'asc' } });
    expect(kept).toHaveLength(100);
    expect(kept.at(-1)?.text).toBe('line 129');
    const staff = actorWith({ role: 'staff_auditor' });
    expect((await readUnreadLines(staff, lab.node)).map(({ text }) => text).slice(0, 2)).toEqual([
      'line 129',
      'line 128',
    ]);
    expect((await nodeStates(staff)).find(({ name }) => name === lab.node)).toMatchObject({
      unreadLines: 161,
      trouble: 'lines-unread',
    });
    await expect(readUnreadLines(actorWith({ role: 'reseller' }), lab.node)).rejects.toMatchObject({
      code: 'not-allowed',
    });
    await expect(forgetUnreadLines(staff, lab.node)).rejects.toMatchObject({ code: 'not-allowed' });
    await forgetUnreadLines(actorWith({ role: 'staff_admin' }), lab.node);
    expect(await readUnreadLines(staff, lab.node)).toEqual([]);
    await db().node.delete({ where: { name: lab.node } });
  });

  it('with steps by doveadm has the command of the panel behind each, and none of an administrator', async () => {
    const lab = new Lab();
    const start = new Date(Date.now() - 60_000);
    const soon = (seconds: number) => new Date(start.getTime() + seconds * 1000).toISOString().replace('Z', '000Z');
    const ran = { node: lab.node, createdAt: start, startedAt: start, finishedAt: new Date(start.getTime() + 1000) };
    await db().nodeCommand.createMany({
      data: [
        { ...ran, verb: 'remove', args: { user: address, folder: 'Trash', messages: [] } },
        { ...ran, verb: 'restore', args: { user: 'somebody@else.example', folder: 'INBOX' } },
      ],
    });
    const doveadm = { kind: 'mail' as const, service: 'doveadm' as const, pid: 5, sid: 'D/1', address, ...message };
    const expunge = (offset: number, seconds: number, box: string) =>
      ({ ...doveadm, offset, at: soon(seconds), action: 'expunge' as const, box, uid: offset }) satisfies LogRecord;
    await lab.hand([
      expunge(1, 0.5, 'Trash'),
      expunge(2, 0.5, 'INBOX'),
      expunge(3, 30, 'Trash'),
      { ...doveadm, offset: 4, at: soon(0.5), action: 'copy', from: '.EXPUNGED', box: 'INBOX', uid: 4 },
      { ...expunge(5, 0, 'Trash'), at: at(5) },
    ]);
    const rows = await lab.events();
    expect(rows.map(({ offset, command }) => [Number(offset), command])).toEqual([
      [1, 'remove'],
      // Another folder, another time, another mailbox.
      [2, null],
      [3, null],
      [4, null],
      // The commands of that time are forgotten.
      [5, 'unrecorded'],
    ]);
    await db().nodeCommand.deleteMany({ where: { node: lab.node } });
  });

  it('with a line that can be read in several ways leaves it open once a folder imitates the log', async () => {
    const [owner] = (await makeWorld(['ines'])).owners;
    if (!owner) throw new Error('no mailbox');
    const lab = new Lab();
    const known = { ...who, address: owner.address, service: 'imap' as const };
    const plain = { box: 'INBOX', uid: 4, messageId: '<m@x>', size: 100 };
    const open = (offset: number): LogRecord => ({
      kind: 'mail',
      offset,
      at: at(offset),
      ...known,
      action: 'expunge',
      box: '',
      flags: [],
      unclear: true,
      plain,
    });
    await lab.hand([open(1)]);
    const folder = { kind: 'folder' as const, ...known, action: 'created' as const, imitates: true as const };
    // The lines of two processes may change places.
    await lab.hand([open(2), { ...folder, offset: 3, at: at(3), box: 'INBOX, uid=1, msgid=<a>' }]);
    await lab.hand([{ ...folder, action: 'deleted', offset: 4, at: at(4), box: 'INBOX, uid=1, msgid=<a>' }, open(5)]);
    expect(await lab.events()).toMatchObject([
      { kind: 'removed', unclear: false, folder: 'INBOX', uid: 4, messageId: '<m@x>' },
      { kind: 'removed', unclear: true, folder: '', uid: null, messageId: null },
      { kind: 'folder-created', folder: 'INBOX, uid=1, msgid=<a>' },
      { kind: 'folder-deleted' },
      { kind: 'removed', unclear: true, folder: '', uid: null, messageId: null },
    ]);
    expect(await db().folderImitation.findUnique({ where: { mailboxId: owner.id } })).toMatchObject({
      folder: 'INBOX, uid=1, msgid=<a>',
    });
  });

  it('that arrives twice has no effect the second time, with the same number or another', async () => {
    const lab = new Lab();
    await lab.hand(story());
    const once = await lab.all();
    await lab.hand(story(), { seq: 1n });
    expect(await lab.all()).toEqual(once);
    await lab.hand(story());
    expect(await lab.all()).toEqual(once);
  });

  it('can end anywhere: one record per batch gives the same rows as one batch', async () => {
    const whole = new Lab();
    await whole.hand(story());
    const parts = new Lab();
    for (const record of story()) await parts.hand([record]);
    const plain = async (lab: Lab) =>
      JSON.parse(
        JSON.stringify(await lab.all(), (key, value) => (/^(id|sessionId|node)$/.test(key) ? undefined : value)),
      );
    expect(await plain(parts)).toEqual(await plain(whole));
  });

  it('of a file that replaced another is not mistaken for it', async () => {
    const lab = new Lab();
    await lab.hand(story());
    const later = story().map((record) => ({ ...record, at: at(Date.parse(record.at) - Date.parse(at(0)) + 60_000) }));
    await lab.hand(later);
    expect(await lab.sessions()).toHaveLength(2);
    expect(await lab.events()).toHaveLength(2);
  });

  it('with a record that the database refuses loses only this record', async () => {
    const lab = new Lab();
    const [, login] = story();
    await lab.hand([
      { ...(login as Extract<LogRecord, { kind: 'login' }>), offset: 1, sid: 'bad', remoteIp: 'not an address' },
      ...story().map((record) => ({ ...record, offset: record.offset + 1000 })),
    ]);
    expect(await lab.sessions()).toMatchObject([{ sid: who.sid, endReason: 'logged-out' }]);
  });

  it('with a start of Dovecot ends the open sessions', async () => {
    const lab = new Lab();
    const [, login] = story() as [LogRecord, Extract<LogRecord, { kind: 'login' }>];
    await lab.hand([
      login,
      { kind: 'started', offset: 700, at: at(5_000), version: '2.3.19.1' },
      { ...login, offset: 800, at: at(6_000), sid: 'after', pid: 78 },
    ]);
    expect(await lab.sessions()).toMatchObject([
      { sid: who.sid, endReason: 'shutdown' },
      { sid: 'after', endedAt: null },
    ]);
    // No reconciler ends the sessions of this node.
    await db().mailSession.updateMany({ where: { node: lab.node }, data: { endedAt: new Date() } });
  });

  it('with ten thousand removals pairs each with its copy', async () => {
    const lab = new Lab();
    const mail = { kind: 'mail' as const, ...who, address: address, ...message };
    const numbers = Array.from({ length: 10_000 }, (_, index) => index + 1);
    const lines: LogRecord[] = [
      ...numbers.map((n) => ({
        ...mail,
        messageId: `<${n % 5_000}@x>`,
        offset: n,
        at: at(1),
        action: 'copy' as const,
        from: 'INBOX',
        box: '.EXPUNGED',
        uid: n,
      })),
      ...numbers.map((n) => ({
        ...mail,
        messageId: `<${n % 5_000}@x>`,
        offset: 20_000 + n,
        at: at(2),
        action: 'expunge' as const,
        box: 'INBOX',
        uid: 50_000 + n,
      })),
    ];
    for (let from = 0; from < lines.length; from += 1_500) await lab.hand(lines.slice(from, from + 1_500));
    const rows = await lab.events();
    expect(rows).toHaveLength(10_000);
    expect(rows.every(({ uid, recoveryUid }) => uid === 50_000 + (recoveryUid ?? 0))).toBe(true);
  });
});
