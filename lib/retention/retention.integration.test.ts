import { createHash, randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import { config } from '@/lib/config';
import { db, transaction } from '@/lib/db';
import { createDomain } from '@/lib/domains';
import { askNode } from '@/lib/dovecot';
import { enqueue } from '@/lib/jobs';
import { importMail } from '@/lib/mail-clients';
import { createMailbox } from '@/lib/mailboxes';
import { perProtocol } from '@/lib/protocols';
import type { Actor } from '@/lib/tenancy';
import { ownReseller, until } from '@/lib/testing';
import {
  createPolicy,
  listPolicies,
  listRunItems,
  listRuns,
  readPolicy,
  readRun,
  runsBehind,
  startPreview,
  startRestore,
  startRun,
  updatePolicy,
} from '.';

const day = 86_400_000;
const all = perProtocol(() => true);

let reseller: Actor;
let rival: Actor;
let domainId = '';
let address = '';

const digest = (text: string) => createHash('md5').update(text).digest('hex');

function message(subject: string, daysAgo: number, now: Date) {
  const at = new Date(now.getTime() - daysAgo * day);
  const source = Buffer.from(
    `From: a@b.example\r\nTo: ${address}\r\nSubject: ${subject}\r\nMessage-ID: <${randomUUID()}@x>\r\n\r\nx\r\n`,
  );
  return { guid: digest(randomUUID()), received: at, saved: at, flags: {}, source };
}

async function counted(policyId: string): Promise<string> {
  const { runId } = await startPreview(reseller, policyId);
  await until(async () => (await readRun(reseller, runId))?.state === 'counted');
  return runId;
}

const trashSubjects = async () => {
  const before = new Date(Date.now() + day).toISOString();
  const found = await askNode(config().MILEPOST_NODE, 'find', {
    user: address,
    folder: 'Trash',
    before,
    basis: 'saved',
  });
  return found.map(({ subject }) => subject).sort();
};

beforeAll(async () => {
  const own = await ownReseller();
  reseller = own.reseller;
  rival = (await ownReseller()).reseller;
  const customerId = own.customer.customerId ?? '';
  domainId = (await createDomain(reseller, { name: `r${own.tag}.example`, customerId })).id;
  const mailbox = await createMailbox(reseller, {
    domainId,
    localPart: 'trash',
    displayName: '',
    password: 'correct-horse-1',
    quotaBytes: 1024 ** 3,
    protocols: all,
  });
  address = mailbox.address;
  const now = new Date();
  const messages = [
    message('=?utf-8?q?tr=C3=A8s_vieux?=', 90, now),
    message('older by an hour', 30 + 1 / 24, now),
    message('younger by an hour', 30 - 1 / 24, now),
    message('new', 1, now),
  ];
  const folders = [
    { name: 'INBOX', guid: digest(`${address} INBOX`), messages: [message('old but not in Trash', 400, now)] },
    { name: 'Trash', guid: digest(`${address} Trash`), messages },
  ];
  await importMail(config().MILEPOST_HOME, address, folders, now);
});

const rule = { name: 'Trash older than 30 days', folder: 'Trash', olderThanDays: 30, basis: 'saved' as const };

it('counts messages, removes exactly these, and restores them', async () => {
  const { id } = await createPolicy(reseller, { domainId, ...rule });
  const runId = await counted(id);
  const items = await listRunItems(reseller, runId);
  expect(items.map(({ subject, state }) => [subject, state])).toEqual([
    ['très vieux', 'planned'],
    ['older by an hour', 'planned'],
  ]);
  const run = await readRun(reseller, runId);
  expect(run).toMatchObject({ messages: 2, bytes: items.reduce((sum, { size }) => sum + size, 0) });
  expect(await trashSubjects()).toHaveLength(4);

  await startRun(reseller, runId);
  await expect(startRun(reseller, runId)).rejects.toMatchObject({ code: 'conflict' });
  await until(async () => (await readRun(reseller, runId))?.state === 'removed');
  expect(await readRun(reseller, runId)).toMatchObject({ removed: 2, removedBytes: run?.bytes });
  expect(await trashSubjects()).toEqual(['new', 'younger by an hour']);

  const entries = await db().auditEntry.findMany({ where: { objectId: runId }, orderBy: { seq: 'asc' } });
  expect(entries.map(({ action, actorName }) => [action, actorName])).toEqual([
    ['retention.preview', reseller.name],
    ['retention.preview-finished', 'retention'],
    ['retention.run', reseller.name],
    ['retention.run-finished', 'retention'],
  ]);
  expect(entries[3]?.after).toMatchObject({ removed: 2, retained: 0 });

  // The trail has the removals, and knows the run behind each.
  const removals = await until(async () => {
    const rows = await db().mailEvent.findMany({ where: { address, kind: 'removed', uid: { not: null } } });
    return rows.length === 2 && rows.map((row) => ({ ...row, id: String(row.id), at: row.at.toISOString() }));
  });
  expect(removals.map(({ command }) => command)).toEqual(['remove', 'remove']);
  const behind = await runsBehind(reseller, removals);
  expect(behind.map(({ eventId }) => eventId).sort()).toEqual(removals.map((event) => event.id).sort());
  for (const one of behind) expect(one).toMatchObject({ runId, policyId: id, actorName: reseller.name });
  expect(await runsBehind(rival, removals)).toEqual([]);

  expect(await startRestore(reseller, runId)).toEqual({ messages: 2 });
  await until(async () => (await listRunItems(reseller, runId)).every(({ state }) => state === 'restored'));
  expect(await trashSubjects()).toEqual(['new', 'older by an hour', 'très vieux', 'younger by an hour']);
});

it('does not remove a message that differs from the one in the preview', async () => {
  const { id } = await createPolicy(reseller, { domainId, ...rule, folder: 'INBOX', olderThanDays: 365 });
  const runId = await counted(id);
  await db().retentionItem.updateMany({ where: { runId }, data: { guid: digest('another message') } });
  await startRun(reseller, runId);
  await until(async () => (await readRun(reseller, runId))?.state === 'removed');
  expect(await listRunItems(reseller, runId)).toMatchObject([{ state: 'retained', reason: 'changed-since-preview' }]);
  expect(await readRun(reseller, runId)).toMatchObject({ removed: 0, messages: 1 });
});

it('counts messages as removed when the answer of the node was lost', async () => {
  // The restored messages are new in their folder, but their delivery date is unchanged.
  const { id } = await createPolicy(reseller, { domainId, ...rule, basis: 'received' });
  const runId = await counted(id);
  await startRun(reseller, runId);
  await until(async () => (await readRun(reseller, runId))?.state === 'removed');
  // The state after a worker is killed between the removal and the update of the run.
  await transaction(async (tx) => {
    await tx.retentionItem.updateMany({ where: { runId }, data: { state: 'removing' } });
    await tx.retentionRun.update({ where: { id: runId }, data: { state: 'removing', removed: 0, removedBytes: 0 } });
    await enqueue(tx, 'retention.execute', { runId });
  });
  await until(async () => (await readRun(reseller, runId))?.state === 'removed');
  expect(await readRun(reseller, runId)).toMatchObject({ removed: 2, restorable: 2, mailboxes: 1 });
  await startRestore(reseller, runId);
  await until(async () => (await readRun(reseller, runId))?.restoring === 0);
  expect(await trashSubjects()).toHaveLength(4);
});

it('discards a preview when its policy changes', async () => {
  const { id } = await createPolicy(reseller, { domainId, ...rule });
  const runId = await counted(id);
  await updatePolicy(reseller, { id, ...rule, olderThanDays: 7, enabled: true });
  await expect(startRun(reseller, runId)).rejects.toMatchObject({
    code: 'conflict',
    details: { reason: 'not-counted' },
  });
});

it('finds nothing in a folder that does not exist', async () => {
  const { id } = await createPolicy(reseller, { domainId, ...rule, folder: 'Nowhere/At all' });
  expect(await readRun(reseller, await counted(id))).toMatchObject({ messages: 0, bytes: 0 });
});

it('is not found by another reseller', async () => {
  const { id } = await createPolicy(reseller, { domainId, ...rule });
  const runId = await counted(id);
  expect(await readPolicy(rival, id)).toBeNull();
  expect(await readRun(rival, runId)).toBeNull();
  expect(await listRuns(rival, id)).toEqual([]);
  expect(await listRunItems(rival, runId)).toEqual([]);
  expect((await listPolicies(rival)).map((policy) => policy.id)).not.toContain(id);
  const missing = { code: 'not-found' };
  await expect(startPreview(rival, id)).rejects.toMatchObject(missing);
  await expect(startRun(rival, runId)).rejects.toMatchObject(missing);
  await expect(startRestore(rival, runId)).rejects.toMatchObject(missing);
  await expect(createPolicy(rival, { domainId, ...rule })).rejects.toMatchObject(missing);
});
