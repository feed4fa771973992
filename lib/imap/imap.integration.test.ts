import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { db } from '@/lib/db';
import { protocols } from '@/lib/protocols';
import { type MailboxOwner, ownDomain, until } from '@/lib/testing';
import { append, closePool, type FolderNews, inFolder, type Key, openConnections, readFolders, watchFolders } from '.';

let owner: MailboxOwner;
let mailbox: { id: string; address: string };
let signIn: Awaited<ReturnType<typeof ownDomain>>['signIn'];

const mail = (headers: Record<string, string>, body: string) =>
  Buffer.from(
    `${Object.entries(headers)
      .map(([name, value]) => `${name}: ${value}\r\n`)
      .join('')}\r\n${body}`,
  );

beforeAll(async () => {
  const domain = await ownDomain();
  signIn = domain.signIn;
  mailbox = await domain.mailbox('anna');
  owner = await signIn(mailbox);
  for (let i = 1; i <= 5; i += 1) await append(owner, 'INBOX', mail({ Subject: `n${i}` }, `text ${i}`), []);
});
afterAll(() => closePool(owner.signInId));

describe('commands that the library does not support, with this Dovecot', () => {
  it('SORT with a partial result', async () => {
    const window = (criteria: Key[], offset: number) =>
      inFolder(owner, 'INBOX', (open) => open.byArrival(criteria, offset, 2));
    expect(await window([], 1)).toEqual({ uids: [4, 3], total: 5 });
    expect(await window([], 4)).toEqual({ uids: [1], total: 5 });
    expect(await window([], 5)).toEqual({ uids: [], total: 5 });
    expect(await window([{ atom: 'UNSEEN' }], 0)).toEqual({ uids: [5, 4], total: 5 });
    expect(await window([[{ atom: 'SUBJECT' }, { literal: 'nothing such' }]], 0)).toEqual({ uids: [], total: 0 });
  });

  it('a search reads every text once, and what it found is sorted', async () => {
    await inFolder(owner, 'INBOX', async (open) => {
      // biome-ignore lint/complexity/useLiteralKeys: the field is private
      const client = open['client'] as unknown as { exec: (command: string, attributes: unknown) => unknown };
      const { exec } = client;
      const asked: string[] = [];
      client.exec = (...args) => {
        asked.push(`${args[0]} ${JSON.stringify(args[1])}`);
        return exec.apply(client, args);
      };
      const found = await open.byArrival([[{ atom: 'BODY' }, { literal: 'text' }]], 0, 2);
      client.exec = exec;
      expect(found).toEqual({ uids: [5, 4], total: 5 });
      expect(asked.map((line) => line.includes('BODY'))).toEqual([true, false]);
    });
  });

  it('PREVIEW in a FETCH', async () => {
    const rows = await inFolder(owner, 'INBOX', (open) => open.rows([3, 2]));
    expect(rows.map((row) => [row.uid, row.preview, row.envelope?.subject, row.flags?.has('\\Seen')])).toEqual([
      [3, 'text 3', 'n3', false],
      [2, 'text 2', 'n2', false],
    ]);
  });

  it('NOTIFY reports mail in any folder on one connection', async () => {
    const heard: FolderNews[][] = [];
    const leave = new AbortController();
    watchFolders(owner, (changed) => changed && heard.push(changed), leave.signal);
    const has = (path: string, messages: number) =>
      heard.flat().some((one) => one.path === path && one.messages === messages);
    await until(async () => has('INBOX', 5));
    await append(owner, 'Junk', mail({}, 'x'), []);
    await until(async () => has('Junk', 1));
    await append(owner, 'INBOX', mail({}, 'x'), []);
    await until(async () => has('INBOX', 6));
    const uidValidity = await inFolder(owner, 'INBOX', async (open) => open.uidValidity);
    const change = { change: true, uidValidity } as const;
    await inFolder(owner, 'INBOX', (open) => open.addFlags([1], ['\\Seen']), change);
    await until(async () => heard.flat().some((one) => one.path === 'INBOX' && one.unseen === 5));
    leave.abort();
  }, 20_000);
});

describe('the pool', () => {
  it('serves many concurrent requests with two connections', async () => {
    const other = await signIn(mailbox);
    await Promise.all(Array.from({ length: 20 }, () => inFolder(other, 'INBOX', (open) => open.window(0, 5))));
    expect(openConnections(other.signInId)).toBe(2);
    closePool(other.signInId);
  });

  it('opens a new connection after the old one was closed', async () => {
    const other = await signIn(mailbox);
    await inFolder(other, 'INBOX', async (open) => open.total);
    await expect(
      inFolder(other, 'INBOX', async (open) => {
        // biome-ignore lint/complexity/useLiteralKeys: the field is private
        open['client'].close();
        return open.window(0, 1);
      }),
    ).rejects.toThrow();
    expect(await inFolder(other, 'INBOX', async (open) => open.total)).toBeGreaterThan(0);
    closePool(other.signInId);
  });

  it('opens nothing for an ended sign-in, a suspended mailbox or one without webmail', async () => {
    const ended = await signIn(mailbox);
    await db().signIn.update({ where: { id: ended.signInId }, data: { endedAt: new Date() } });
    await expect(readFolders(ended)).rejects.toThrow('signed-out');

    const suspended = await signIn(mailbox);
    await db().mailbox.update({ where: { id: mailbox.id }, data: { suspendedAt: new Date() } });
    await expect(readFolders(suspended)).rejects.toThrow('suspended');
    await db().mailbox.update({
      where: { id: mailbox.id },
      data: { suspendedAt: null, protocols: protocols.filter((protocol) => protocol !== 'webmail') },
    });
    await expect(readFolders(suspended)).rejects.toThrow('not-allowed');
    await db().mailbox.update({ where: { id: mailbox.id }, data: { protocols } });
    expect((await readFolders(suspended)).length).toBeGreaterThan(3);
    closePool(suspended.signInId);
  });

  it('is only for owners', async () => {
    await expect(readFolders({ ...owner, kind: 'person', role: 'staff_admin' })).rejects.toThrow('not-allowed');
    await expect(readFolders({ ...owner, mailboxId: null })).rejects.toThrow('not-allowed');
    // The sign-in of one mailbox cannot open another one.
    await expect(
      readFolders({
        ...owner,
        signInId: (await signIn(mailbox)).signInId,
        mailboxId: '00000000-0000-0000-0000-000000000000',
      }),
    ).rejects.toThrow('signed-out');
  });
});
