import { record } from '@/lib/audit';
import { db, transaction } from '@/lib/db';
import { askNode } from '@/lib/dovecot';
import { systemActor } from '@/lib/tenancy';
import { cutoff, planItems, totalSize } from './plan';
import { reportTrouble } from './report-trouble';
import type { Basis } from './shapes';

/** Dovecot lists a folder of 100,000 messages in a few seconds. One minute is enough for a busy node. */
export const findTimeoutMs = 60_000;

interface Mailbox {
  id: string;
  address: string;
  node: string;
}

interface Totals {
  messages: number;
  bytes: number;
}

type CountingRun = NonNullable<Awaited<ReturnType<typeof readRun>>>;

/** Lists what a run would remove, mailbox by mailbox. Nothing is removed. */
export async function countRun(runId: string): Promise<void> {
  const run = await readRun(runId);
  if (run?.state !== 'counting') return;
  const mailboxes = await startCount(run);
  const totals: Totals = { messages: 0, bytes: 0 };
  for (const [index, mailbox] of mailboxes.entries()) {
    const items = await planMailbox(run, mailbox);
    totals.messages += items.length;
    totals.bytes += totalSize(items);
    await saveItems(run, items, totals, { mailboxesDone: index + 1, isLast: index === mailboxes.length - 1 });
  }
  await finishCount(run, mailboxes.length, totals);
}

function readRun(runId: string) {
  return db().retentionRun.findUnique({ where: { id: runId }, include: { policy: true } });
}

async function startCount({ id, policy }: CountingRun): Promise<Mailbox[]> {
  const mailboxes = await db().mailboxDirectory.findMany({
    where: { domainId: policy.domainId },
    select: { id: true, address: true, node: true },
    orderBy: { address: 'asc' },
  });
  // A second attempt starts over: the mailboxes may have changed since the first one.
  await db().retentionItem.deleteMany({ where: { runId: id } });
  await db().retentionRun.update({
    where: { id },
    data: { mailboxesTotal: mailboxes.length, mailboxesDone: 0 },
  });
  return mailboxes;
}

async function planMailbox(run: CountingRun, mailbox: Mailbox) {
  const policy = { ...run.policy, basis: run.policy.basis as Basis };
  const query = {
    user: mailbox.address,
    folder: policy.folder,
    before: cutoff(policy, run.asOf).toISOString(),
    basis: policy.basis,
  };
  const found = await reportTrouble(run.id, () => askNode(mailbox.node, 'find', query, { deadline: findTimeoutMs }));
  return planItems(found, { runId: run.id, mailbox, policy });
}

async function saveItems(
  { id }: CountingRun,
  items: ReturnType<typeof planItems>,
  totals: Totals,
  { mailboxesDone, isLast }: { mailboxesDone: number; isLast: boolean },
): Promise<void> {
  const finished = isLast ? { state: 'counted', finishedAt: new Date() } : {};
  await transaction(async (tx) => {
    await tx.retentionItem.createMany({ data: items });
    await tx.retentionRun.updateMany({
      where: { id, state: 'counting' },
      data: { mailboxesDone, ...totals, ...finished },
    });
  });
}

async function finishCount(run: CountingRun, mailboxCount: number, totals: Totals): Promise<void> {
  await transaction(async (tx) => {
    // Otherwise the last mailbox has set the state.
    if (mailboxCount === 0) {
      await tx.retentionRun.update({ where: { id: run.id }, data: { state: 'counted', finishedAt: new Date() } });
    }
    await record(tx, systemActor('retention'), {
      action: 'retention.preview-finished',
      object: { type: 'retention-run', id: run.id, label: run.policy.name },
      owner: { customerId: run.customerId, resellerId: run.resellerId },
      after: { ...totals, mailboxes: mailboxCount, askedBy: run.actorName },
    });
  });
}
