import type { ImapFlow } from 'imapflow';
import { beforeAll, expect, it } from 'vitest';
import { config } from '@/lib/config';
import { db } from '@/lib/db';
import { openImapFlow } from '@/lib/mail-clients';
import { makeWorld, until } from '@/lib/testing';
import { askNode } from './ask-node';

// Each verb, asked of the running agent and executed by the real doveadm.

let user: string;
let client: () => Promise<ImapFlow>;
const soon = () => new Date(Date.now() + 60_000).toISOString();
const folder = 'Alt & Ünïque/Müll';

beforeAll(async () => {
  const world = await makeWorld(["o'neil&x=y_z"]);
  const [owner] = world.owners;
  user = owner?.address ?? '';
  client = () =>
    openImapFlow({ port: config().MILEPOST_PORTS.imaps }, { address: user, password: owner?.password ?? '' });
  const writer = await client();
  await writer.mailboxCreate(folder);
  for (const subject of ['one', 'two', 'three']) {
    await writer.append(
      folder,
      `From: a@x.example\r\nSubject: ${subject}\r\nMessage-ID: <${subject}@x>\r\n\r\nText\r\n`,
    );
  }
  await writer.logout();
});

it('finds, removes exactly the given messages, restores and purges', async () => {
  const found = await askNode('mx1', 'find', { user, folder, before: soon(), basis: 'saved' });
  expect(found.map(({ subject, messageId, sender }) => [subject, messageId, sender])).toEqual([
    ['one', '<one@x>', 'a@x.example'],
    ['two', '<two@x>', 'a@x.example'],
    ['three', '<three@x>', 'a@x.example'],
  ]);
  expect(found.every(({ size, at }) => size > 0 && Math.abs(Date.parse(at) - Date.now()) < 60_000)).toBe(true);
  const early = { user, folder, before: '2020-01-01T00:00:00.000Z', basis: 'received' as const };
  expect(await askNode('mx1', 'find', early)).toEqual([]);
  const [one, two, three] = found;
  if (!one || !two || !three) throw new Error('not found');

  // The same UID with another guid is another message.
  const messages = [
    { uid: one.uid, guid: one.guid },
    { uid: two.uid, guid: three.guid },
    { uid: 4711, guid: 'f'.repeat(32) },
  ];
  expect(await askNode('mx1', 'remove', { user, folder, messages })).toEqual({
    removed: [one.guid],
    remaining: [three.guid, 'f'.repeat(32)],
  });
  expect(
    (await askNode('mx1', 'find', { user, folder, before: soon(), basis: 'saved' })).map(({ guid }) => guid),
  ).toEqual([two.guid, three.guid]);

  expect(await askNode('mx1', 'restore', { user, folder, guid: one.guid })).toEqual({ restored: 1 });
  expect(await askNode('mx1', 'restore', { user, folder, guid: one.guid })).toEqual({ restored: 0 });
  const again = await askNode('mx1', 'find', { user, folder, before: soon(), basis: 'saved' });
  expect(again.map(({ guid }) => guid).sort()).toEqual([one.guid, two.guid, three.guid].sort());

  await askNode('mx1', 'remove', { user, folder, messages: [{ uid: two.uid, guid: two.guid }] });
  await askNode('mx1', 'purge-removed', { user, before: soon() });
  expect(await askNode('mx1', 'restore', { user, folder, guid: two.guid })).toEqual({ restored: 0 });
});

it('does not restore by a UID if the Message-ID differs', async () => {
  const [message] = await askNode('mx1', 'find', { user, folder, before: soon(), basis: 'saved' });
  if (!message) throw new Error('not found');
  await askNode('mx1', 'remove', { user, folder, messages: [{ uid: message.uid, guid: message.guid }] });
  for (const uid of [1, 2, 3]) {
    expect(await askNode('mx1', 'restore', { user, folder, uid, messageId: '<other@x>' })).toEqual({ restored: 0 });
  }
  expect(await askNode('mx1', 'restore', { user, folder, guid: message.guid })).toEqual({ restored: 1 });
});

it('finds nothing in a missing folder or mailbox, and refuses wildcards', async () => {
  const query = { before: soon(), basis: 'saved' as const };
  expect(await askNode('mx1', 'find', { user, folder: 'No such folder', ...query })).toEqual([]);
  await expect(askNode('mx1', 'find', { user, folder: '*', ...query })).rejects.toMatchObject({
    code: 'mail-server-refused',
  });
  await expect(askNode('mx1', 'find', { user: 'nobody@no.example', folder, ...query })).rejects.toMatchObject({
    code: 'mail-server-refused',
  });
});

it('refuses a mask for user names before doveadm sees it, also in a row that was written past the panel', async () => {
  const { id } = await db().nodeCommand.create({
    data: { node: 'mx1', verb: 'purge-removed', args: { user: '*', before: soon() } },
    select: { id: true },
  });
  const answer = await until(async () => {
    const row = await db().nodeCommand.findUniqueOrThrow({ where: { id } });
    return row.finishedAt ? row : null;
  });
  expect(answer).toMatchObject({
    ok: false,
    result: { reason: 'purge-removed is refused: user: "*" is not the address of a mailbox' },
  });
});

it('returns the usage of mailboxes, and ignores unknown ones', async () => {
  const used = await askNode('mx1', 'quota', { users: [user, 'nobody@no.example'] });
  expect(used).toEqual([{ user, bytes: expect.any(Number), messages: expect.any(Number) }]);
});

it('disconnects all sessions of a user, and of nobody else', async () => {
  const open = await Promise.all([client(), client()]);
  const gone = open.map((one) => new Promise<void>((resolve) => one.once('close', () => resolve())));
  expect(await askNode('mx1', 'disconnect-user', { user, ip: '192.0.2.77' })).toEqual({ ended: 0 });
  expect(await askNode('mx1', 'disconnect-user', { user })).toEqual({ ended: 2 });
  await Promise.all(gone);
  expect((await askNode('mx1', 'who', {})).filter((one) => one.user === user)).toEqual([]);
});

it('does not signal a process of another session', async () => {
  const opened = await client();
  const connection = (await askNode('mx1', 'who', {})).find((one) => one.user === user);
  if (!connection) throw new Error('not listed');
  const asked = { user, service: 'imap', pid: connection.pid, sid: 'other' };
  expect(await askNode('mx1', 'disconnect-session', { ...asked, user: 'nobody@no.example' })).toMatchObject({
    why: 'gone',
  });
  expect(await askNode('mx1', 'disconnect-session', { ...asked, service: 'pop3' })).toMatchObject({ why: 'gone' });
  expect(await askNode('mx1', 'disconnect-session', { ...asked, pid: process.pid })).toMatchObject({ why: 'gone' });
  expect(await askNode('mx1', 'disconnect-session', asked)).toMatchObject({ why: 'gone' });
  await opened.noop();
  await opened.logout();
});

it('refuses after the deadline if the node has no agent', async () => {
  await expect(askNode('no-such-node', 'who', {}, { deadline: 300 })).rejects.toMatchObject({
    code: 'node-unreachable',
  });
});
