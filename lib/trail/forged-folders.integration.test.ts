import { randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { EventRow } from '@/lib/activity/shapes';
import { config } from '@/lib/config';
import { imapClient, type RawClient } from '@/lib/mail-clients';
import type { Actor } from '@/lib/tenancy';
import { actorWith, makeWorld, until, type World } from '@/lib/testing';
import { listEvents, messageTrail, restoreMessage, unclearSteps } from './index';

// The owner of a mailbox names its folders, and Dovecot logs the names as they are.

const { imap: port } = config().MILEPOST_PORTS;
let world: World;

/** Short, because Dovecot cuts the name of a folder at 64 bytes. */
const shortId = () => `<${randomBytes(3).toString('hex')}@e>`;
const message = (messageId: string, subject = 'hello') =>
  `Message-ID: ${messageId}\r\nFrom: a\r\nSubject: ${subject}\r\n\r\nText\r\n`;

function mailbox(number: number) {
  const owner = world.owners[number];
  if (!owner) throw new Error('no mailbox');
  const actor = actorWith({ kind: 'mailbox', role: 'owner', mailboxId: owner.id, resellerId: world.resellerId });
  return { ...owner, actor, connect: () => imapClient(port, owner.address, owner.password) };
}

const eventOf = (actor: Actor, messageId: string, kind: string): Promise<EventRow> =>
  until(async () => (await messageTrail(actor, { messageId })).find((event) => event.kind === kind));

async function remove(client: RawClient, folder: string, messageId: string): Promise<void> {
  await client.append(`"${folder}"`, message(messageId));
  expect(await client.imap(`SELECT "${folder}"`)).toContain('OK');
  expect(await client.imap('STORE 1:* +FLAGS (\\Deleted)')).toContain('OK');
  expect(await client.imap('EXPUNGE')).toContain('OK');
}

beforeAll(async () => {
  world = await makeWorld(['anna', 'ben', 'carl']);
});

describe('a mailbox whose owner gives folders the names of log fields', () => {
  it('has no step of a message in INBOX that did not happen, and loses no removal of an ordinary folder', async () => {
    const { actor, connect } = mailbox(0);
    const real = shortId();
    const client = await connect();
    await client.append('INBOX', message(real));
    const names = [
      `INBOX, uid=1, msgid=${real}, size=127`,
      `INBOX, uid=1, msgid=${real}, size=1, vsize=1, from=a, subject=b`,
      `x, uid=9, msgid=${real}: Info: expunge: box=INBOX`,
      'INBOX: box=.EXPUNGED',
      `INBOX: box=Trash, uid=1, msgid=${real}`,
    ];
    for (const name of names) {
      expect(await client.imap(`CREATE "${name}"`)).toContain('OK');
      await remove(client, name, shortId());
      await client.append(`"${name}"`, message(shortId()));
      expect(await client.imap('NOOP')).toContain('OK');
      expect(await client.imap('MOVE 1 Trash')).toContain('OK');
    }
    const ordinary = shortId();
    expect(await client.imap('CREATE Ordinary')).toContain('OK');
    await remove(client, 'Ordinary', ordinary);
    await client.imap('LOGOUT');

    // The last step of the session: all others were read before it.
    const removed = await eventOf(actor, ordinary, 'removed');
    expect(removed).toMatchObject({ folder: 'Ordinary', unclear: false, recoverable: true });
    expect(await messageTrail(actor, { messageId: real })).toMatchObject([{ kind: 'saved', folder: 'INBOX', uid: 1 }]);
    const { rows } = await listEvents(actor, { take: 1000 });
    // Of a folder whose name Dovecot cuts, only the rest of the name is unclear.
    const open = rows.filter(({ unclear, kind }) => unclear && !kind.startsWith('folder-'));
    expect(open.length).toBeGreaterThan(names.length);
    for (const step of open) {
      expect(step).toMatchObject({ folder: '', fromFolder: null, uid: null, messageId: null, recoverable: false });
      expect(step.session).toMatchObject({ protocol: 'imap' });
    }
    expect(await restoreMessage(actor, { eventId: removed.id })).toEqual({ restored: 1 });
  });
});

describe('a message that is moved into a folder with such a name', () => {
  it('is not said to be removed', async () => {
    const { actor, connect } = mailbox(2);
    const [messageId, last] = [shortId(), shortId()];
    const client = await connect();
    await client.append('INBOX', message(messageId));
    expect(await client.imap('CREATE "x: box=y"')).toContain('OK');
    await client.imap('SELECT INBOX');
    expect(await client.imap('MOVE 1 "x: box=y"')).toContain('OK');
    await client.append('INBOX', message(last));
    await client.imap('LOGOUT');
    await eventOf(actor, last, 'saved');
    const trail = await messageTrail(actor, { messageId });
    expect(trail.map(({ kind }) => kind)).toEqual(['saved']);
    // But it may not be all.
    expect(await unclearSteps(actor, trail)).toEqual([{ mailboxId: trail[0]?.mailboxId, count: 2 }]);
    expect(await unclearSteps(mailbox(1).actor, trail)).toEqual([]);
    const { rows } = await listEvents(actor, { take: 1000 });
    expect(rows.filter(({ unclear }) => unclear).map(({ kind }) => kind)).toEqual(['removed', 'copied']);
  });
});

describe('a mailbox with ordinary folders', () => {
  it('has the removal of a message whose subject looks like the fields of another one', async () => {
    const { actor, connect } = mailbox(1);
    const victim = shortId();
    const subject = `, uid=9, msgid=${victim}, size=1, vsize=1, from=a, subject=b`;
    const client = await connect();
    // What is before the subject has the length of a folder's name.
    await client.append('INBOX', `Message-ID: <s@e>\r\nSubject: ${subject}\r\n\r\nText\r\n`);
    await client.imap('SELECT INBOX');
    await client.imap('STORE 1 +FLAGS (\\Deleted)');
    await client.imap('EXPUNGE');
    await client.imap('LOGOUT');
    const removed = await until(async () => (await listEvents(actor, { kind: 'removed' })).rows[0]);
    expect(removed).toMatchObject({ folder: 'INBOX', uid: 1, messageId: null, unclear: false, recoverable: true });
    expect(await messageTrail(actor, { messageId: victim })).toEqual([]);
    expect(await restoreMessage(actor, { eventId: removed.id })).toEqual({ restored: 1 });
  });
});
