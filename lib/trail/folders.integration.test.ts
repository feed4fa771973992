import { randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import type { EventRow } from '@/lib/activity/shapes';
import { config } from '@/lib/config';
import { imapClient } from '@/lib/mail-clients';
import type { Actor } from '@/lib/tenancy';
import { actorWith, makeWorld, until, type World } from '@/lib/testing';
import { listEvents, messageTrail, restoreMessage } from './index';
import { wentWithFolder } from './values';

let world: World;
let owner: Actor;

function mailbox() {
  const [first] = world.owners;
  if (!first) throw new Error('no mailbox');
  return first;
}

const connect = () =>
  imapClient(config().MILEPOST_PORTS.imap, mailbox().address, mailbox().password, `Slipper ${randomUUID()}`);
const message = (messageId: string) =>
  `Message-ID: ${messageId}\r\nFrom: a@b.example\r\nSubject: hello\r\n\r\nText\r\n`;

/** Waits until the trail of a message has this step. */
const trailWith = (messageId: string, kind: string): Promise<EventRow[]> =>
  until(async () => {
    const trail = await messageTrail(owner, { messageId });
    return trail.some((event) => event.kind === kind) && trail;
  });

beforeAll(async () => {
  world = await makeWorld(['anna']);
  owner = actorWith({ kind: 'mailbox', role: 'owner', mailboxId: mailbox().id, resellerId: world.resellerId });
});

it('folders that are created, renamed and deleted have steps with their session', async () => {
  const client = await connect();
  for (const command of ['CREATE Work/One', 'RENAME Work/One Work/Two', 'DELETE Work/Two', 'LOGOUT'])
    expect(await client.imap(command)).toContain('OK');
  await until(async () => (await listEvents(owner, { kind: 'folder-deleted' })).rows[0]);
  const { rows } = await listEvents(owner, { take: 1000 });
  const steps = rows.filter(({ folder }) => folder.startsWith('Work/')).reverse();
  expect(steps).toMatchObject([
    { kind: 'folder-created', folder: 'Work/One', messageId: null },
    { kind: 'folder-renamed', folder: 'Work/Two', fromFolder: 'Work/One' },
    { kind: 'folder-deleted', folder: 'Work/Two' },
  ]);
  for (const { session } of steps) expect(session?.clientName).toMatch(/^Slipper /);
});

it('a message has the steps of the folder above it, and no others', async () => {
  const messageId = `<${randomUUID()}@out.example>`;
  const client = await connect();
  await client.imap('CREATE Projects/2026');
  await client.append('Projects/2026', message(messageId));
  expect(await client.imap('CREATE Elsewhere')).toContain('OK');
  expect(await client.imap('RENAME Elsewhere Nowhere')).toContain('OK');
  expect(await client.imap('RENAME Projects Kept')).toContain('OK');
  await client.imap('LOGOUT');
  expect(await trailWith(messageId, 'folder-renamed')).toMatchObject([
    { kind: 'saved', folder: 'Projects/2026' },
    { kind: 'folder-renamed', folder: 'Kept', fromFolder: 'Projects' },
  ]);
});

it('a message that went with its folder can be restored', async () => {
  const messageId = `<${randomUUID()}@out.example>`;
  const client = await connect();
  await client.imap('CREATE Doomed');
  await client.append('Doomed', message(messageId));
  expect(await client.imap('DELETE Doomed')).toContain('OK');
  await client.imap('LOGOUT');
  const trail = await trailWith(messageId, 'folder-deleted');
  expect(trail.map(({ kind }) => kind)).toEqual(['saved', 'removed', 'folder-deleted']);
  const removed = trail[1];
  if (!removed) throw new Error('no removal');
  expect(wentWithFolder(removed, trail)).toBe(true);
  expect(removed).toMatchObject({ recoverable: true });
  expect(await restoreMessage(owner, { eventId: removed.id })).toEqual({ restored: 1 });
});

it('a folder whose names contain arrows leaves open which one was renamed', async () => {
  const messageId = `<${randomUUID()}@out.example>`;
  const client = await connect();
  await client.imap('CREATE "A -> B"');
  await client.append('"A -> B"', message(messageId));
  expect(await client.imap('RENAME "A -> B" "C -> D"')).toContain('OK');
  await client.imap('LOGOUT');
  expect(await trailWith(messageId, 'folder-renamed')).toMatchObject([
    { kind: 'saved' },
    { kind: 'folder-renamed', folder: 'A -> B -> C -> D', fromFolder: null, unclear: true },
  ]);
});
