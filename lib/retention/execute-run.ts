import { record } from '@/lib/audit';
import { db, transaction } from '@/lib/db';
import { askNode } from '@/lib/dovecot';
import { systemActor } from '@/lib/tenancy';
import { findTimeoutMs } from './count-run';
import { type Outcome, outcomeOf, uncertainItems } from './plan';
import { reportTrouble } from './report-trouble';

/** Dovecot's folder for removed messages. */
const recoveryFolder = '.EXPUNGED';
/** Messages in one request. Dovecot locks the folder during a request, and other clients wait. */
const batchSize = 500;

interface Mailbox {
  node: string;
  address: string;
}

type Run = NonNullable<Awaited<ReturnType<typeof readRun>>>;
type Batch = NonNullable<Awaited<ReturnType<typeof nextBatch>>>;
type Item = Batch['items'][number];

/**
 * Removes the messages of the preview in batches of one mailbox. A second attempt continues where the first one
 * stopped.
 */
export async function executeRun(runId: string): Promise<void> {
  const run = await readRun(runId);
  if (run?.state !== 'removing') return;
  for (;;) {
    const batch = await nextBatch(runId);
    if (!batch) break;
    await markAttempted(batch);
    const mailbox = await db().mailboxDirectory.findUnique({
      where: { id: batch.mailboxId },
      select: { node: true, address: true },
    });
    const removed = mailbox ? await removeMessages(run, mailbox, batch) : new Set<string>();
    await saveOutcome(run, outcomeOf(batch.items, removed), mailbox ? 'changed-since-preview' : 'mailbox-gone');
  }
  await finishRun(run);
}

function readRun(runId: string) {
  return db().retentionRun.findUnique({ where: { id: runId }, include: { policy: true } });
}

const pending = (runId: string) => ({ runId, state: { in: ['planned', 'removing'] } });

async function nextBatch(runId: string) {
  const first = await db().retentionItem.findFirst({ where: pending(runId), orderBy: { id: 'asc' } });
  if (!first) return null;
  const { mailboxId, folder } = first;
  const items = await db().retentionItem.findMany({
    where: { ...pending(runId), mailboxId },
    orderBy: { id: 'asc' },
    take: batchSize,
  });
  return { mailboxId, folder, items };
}

/** If the node's answer is lost, the next attempt must know that these messages may already be removed. */
async function markAttempted({ items }: Batch): Promise<void> {
  await db().retentionItem.updateMany({
    where: { id: { in: items.map(({ id }) => id) } },
    data: { state: 'removing' },
  });
}

/** Removes a batch from its mailbox. Returns the guids that this attempt or an earlier one removed. */
async function removeMessages(run: Run, mailbox: Mailbox, { folder, items }: Batch): Promise<Set<string>> {
  const messages = items.map(({ uid, guid }) => ({ uid, guid }));
  const answer = await reportTrouble(run.id, () =>
    askNode(mailbox.node, 'remove', { user: mailbox.address, folder, messages }, { deadline: findTimeoutMs }),
  );
  const removed = new Set(answer.removed);
  const uncertain = uncertainItems(items, removed);
  if (uncertain.length === 0) return removed;
  const recoverable = await reportTrouble(run.id, () => removedSince(mailbox, run.startedAt ?? run.createdAt));
  for (const { guid } of uncertain) if (recoverable.has(guid)) removed.add(guid);
  return removed;
}

/** Guids of the messages that were moved to the recovery folder since an instant. */
async function removedSince(mailbox: Mailbox, since: Date): Promise<Set<string>> {
  const inOneMinute = new Date(Date.now() + 60_000).toISOString();
  const found = await askNode(
    mailbox.node,
    'find',
    { user: mailbox.address, folder: recoveryFolder, before: inOneMinute, basis: 'saved' },
    { deadline: findTimeoutMs },
  );
  // Dovecot stores whole seconds.
  const sinceMs = Math.floor(since.getTime() / 1000) * 1000;
  return new Set(found.filter(({ at }) => Date.parse(at) >= sinceMs).map(({ guid }) => guid));
}

async function saveOutcome(run: Run, { removed, remaining }: Outcome<Item>, reason: string): Promise<void> {
  await transaction(async (tx) => {
    await tx.retentionItem.updateMany({
      where: { id: { in: removed.map(({ id }) => id) } },
      data: { state: 'removed' },
    });
    await tx.retentionItem.updateMany({
      where: { id: { in: remaining.map(({ id }) => id) } },
      data: { state: 'retained', reason },
    });
    const left = await tx.retentionItem.findMany({
      where: pending(run.id),
      distinct: ['mailboxId'],
      select: { mailboxId: true },
    });
    await tx.retentionRun.update({
      where: { id: run.id },
      data: {
        removed: { increment: removed.length },
        removedBytes: { increment: removed.reduce((sum, { size }) => sum + size, 0n) },
        mailboxesDone: run.mailboxesTotal - left.length,
        // The node answers again.
        trouble: null,
      },
    });
  });
}

async function finishRun(run: Run): Promise<void> {
  await transaction(async (tx) => {
    const done = await tx.retentionRun.update({
      where: { id: run.id },
      data: { state: 'removed', finishedAt: new Date() },
    });
    await record(tx, systemActor('retention'), {
      action: 'retention.run-finished',
      object: { type: 'retention-run', id: run.id, label: run.policy.name },
      owner: { customerId: run.customerId, resellerId: run.resellerId },
      after: {
        removed: done.removed,
        bytes: done.removedBytes,
        retained: done.messages - done.removed,
        askedBy: run.actorName,
      },
    });
  });
}
