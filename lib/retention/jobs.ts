import { z } from 'zod';
import { record } from '@/lib/audit';
import { db, transaction } from '@/lib/db';
import { askNode } from '@/lib/dovecot';
import { Refusal } from '@/lib/errors';
import { define, type Job } from '@/lib/jobs';
import { systemActor } from '@/lib/tenancy';
import { cutoff, reasonOf } from './plan';
import type { Basis } from './shapes';

/** A folder of 100,000 messages is listed in a few seconds; a minute covers a busy node. */
const findDeadline = 60_000;
/** Where Dovecot keeps what was removed. */
const recovery = '.EXPUNGED';
/** Messages a request: Dovecot holds the folder's lock meanwhile, and phones wait for it. */
const batch = 500;
/** Messages on their way back at the same time: each waits for Dovecot more than it works. */
const atOnce = 8;

const payload = z.object({ runId: z.uuid() });

const count = define('retention.count', payload, async ({ runId }) => {
  const run = await db().retentionRun.findUnique({ where: { id: runId }, include: { policy: true } });
  if (run?.state !== 'counting') return;
  const { policy } = run;
  const mailboxes = await db().mailbox.findMany({
    where: { domainId: policy.domainId },
    select: { id: true, address: true, node: true },
    orderBy: { address: 'asc' },
  });
  // A second attempt begins anew: what the first one found may have changed.
  await db().retentionItem.deleteMany({ where: { runId } });
  await db().retentionRun.update({
    where: { id: runId },
    data: { mailboxesTotal: mailboxes.length, mailboxesDone: 0 },
  });
  const before = cutoff(policy, run.asOf).toISOString();
  const basis = policy.basis as Basis;
  let messages = 0;
  let bytes = 0;
  for (const [index, mailbox] of mailboxes.entries()) {
    const found = await orFail(runId, () =>
      askNode(
        mailbox.node,
        'find',
        { user: mailbox.address, folder: policy.folder, before, basis },
        { deadline: findDeadline },
      ),
    );
    messages += found.length;
    bytes += found.reduce((sum, message) => sum + message.size, 0);
    await transaction(async (tx) => {
      await tx.retentionItem.createMany({
        data: found.map((message) => ({
          runId,
          mailboxId: mailbox.id,
          address: mailbox.address,
          folder: policy.folder,
          uid: message.uid,
          guid: message.guid,
          messageId: message.messageId || null,
          sender: message.sender || null,
          subject: message.subject || null,
          at: message.at,
          size: message.size,
          reason: reasonOf({ ...policy, basis }),
        })),
      });
      const last = index === mailboxes.length - 1;
      await tx.retentionRun.updateMany({
        where: { id: runId, state: 'counting' },
        data: {
          mailboxesDone: index + 1,
          messages,
          bytes,
          ...(last ? { state: 'counted', finishedAt: new Date() } : {}),
        },
      });
    });
  }
  await transaction(async (tx) => {
    if (mailboxes.length === 0) {
      await tx.retentionRun.update({ where: { id: runId }, data: { state: 'counted', finishedAt: new Date() } });
    }
    await record(tx, systemActor('retention'), {
      action: 'retention.preview-counted',
      object: { type: 'retention-run', id: runId, label: policy.name },
      owner: { customerId: run.customerId, resellerId: run.resellerId },
      after: { messages, bytes, mailboxes: mailboxes.length, askedBy: run.actorName },
    });
  });
});

const remove = define('retention.remove', payload, async ({ runId }) => {
  const run = await db().retentionRun.findUnique({ where: { id: runId }, include: { policy: true } });
  if (run?.state !== 'removing') return;
  // Only what still waits: a second attempt goes on where the first one ended.
  for (;;) {
    const first = await db().retentionItem.findFirst({ where: waiting(runId), orderBy: { id: 'asc' } });
    if (!first) break;
    const items = await db().retentionItem.findMany({
      where: { ...waiting(runId), mailboxId: first.mailboxId },
      orderBy: { id: 'asc' },
      take: batch,
    });
    // Should the answer be lost, whoever goes on must know that these may be gone by this run's own doing.
    await db().retentionItem.updateMany({
      where: { id: { in: items.map(({ id }) => id) } },
      data: { state: 'removing' },
    });
    const mailbox = await db().mailbox.findUnique({
      where: { id: first.mailboxId },
      select: { node: true, address: true },
    });
    const gone = new Set<string>();
    if (mailbox) {
      const messages = items.map(({ uid, guid }) => ({ uid, guid }));
      const answer = await orFail(runId, () =>
        askNode(
          mailbox.node,
          'remove',
          { user: mailbox.address, folder: first.folder, messages },
          { deadline: findDeadline },
        ),
      );
      for (const guid of answer.gone) gone.add(guid);
      const unsure = items.filter((item) => item.state === 'removing' && !gone.has(item.guid));
      if (unsure.length > 0) {
        const recovered = await orFail(runId, () => removedSince(mailbox, run.startedAt ?? run.createdAt));
        for (const { guid } of unsure) if (recovered.has(guid)) gone.add(guid);
      }
    }
    const removed = items.filter((item) => gone.has(item.guid));
    const kept = items.filter((item) => !gone.has(item.guid));
    await transaction(async (tx) => {
      await tx.retentionItem.updateMany({
        where: { id: { in: removed.map(({ id }) => id) } },
        data: { state: 'removed' },
      });
      await tx.retentionItem.updateMany({
        where: { id: { in: kept.map(({ id }) => id) } },
        data: { state: 'kept', reason: mailbox ? 'changed-since-preview' : 'mailbox-gone' },
      });
      const left = await tx.retentionItem.findMany({
        where: waiting(runId),
        distinct: ['mailboxId'],
        select: { mailboxId: true },
      });
      await tx.retentionRun.update({
        where: { id: runId },
        data: {
          removed: { increment: removed.length },
          removedBytes: { increment: removed.reduce((sum, { size }) => sum + size, 0n) },
          mailboxesDone: run.mailboxesTotal - left.length,
        },
      });
    });
  }
  await transaction(async (tx) => {
    const done = await tx.retentionRun.update({
      where: { id: runId },
      data: { state: 'removed', finishedAt: new Date() },
    });
    await record(tx, systemActor('retention'), {
      action: 'retention.run-finished',
      object: { type: 'retention-run', id: runId, label: run.policy.name },
      owner: { customerId: run.customerId, resellerId: run.resellerId },
      after: {
        removed: done.removed,
        bytes: done.removedBytes,
        kept: done.messages - done.removed,
        askedBy: run.actorName,
      },
    });
  });
});

const bringBack = define('retention.bring-back', payload, async ({ runId }) => {
  for (;;) {
    const items = await db().retentionItem.findMany({
      where: { runId, state: 'bringing-back' },
      orderBy: { id: 'asc' },
      take: 50,
    });
    if (items.length === 0) break;
    for (let start = 0; start < items.length; start += atOnce) {
      await Promise.all(items.slice(start, start + atOnce).map(bringBackOne));
    }
  }
});

async function bringBackOne(item: { id: bigint; mailboxId: string; folder: string; guid: string }): Promise<void> {
  const mailbox = await db().mailbox.findUnique({
    where: { id: item.mailboxId },
    select: { node: true, address: true },
  });
  const restored = mailbox ? await restore(mailbox, item) : 0;
  await db().retentionItem.update({
    where: { id: item.id },
    data: restored > 0 ? { state: 'brought-back' } : { state: 'removed', reason: 'not-recoverable' },
  });
}

async function restore(
  mailbox: { node: string; address: string },
  item: { folder: string; guid: string },
): Promise<number> {
  try {
    const answer = await askNode(mailbox.node, 'bring-back', {
      user: mailbox.address,
      folder: item.folder,
      guid: item.guid,
    });
    return answer.restored;
  } catch (error) {
    // Declined for this message; a node that cannot be reached is tried again by the queue.
    if (error instanceof Refusal && error.code === 'mail-server-refused') return 0;
    throw error;
  }
}

const waiting = (runId: string) => ({ runId, state: { in: ['would-go', 'removing'] } });

/** Guids of what came into the recovery folder since an instant, which is where a removal leads. */
async function removedSince(mailbox: { node: string; address: string }, since: Date): Promise<Set<string>> {
  const found = await askNode(
    mailbox.node,
    'find',
    // Dovecot keeps whole seconds.
    { user: mailbox.address, folder: recovery, before: new Date(Date.now() + 60_000).toISOString(), basis: 'saved' },
    { deadline: findDeadline },
  );
  const start = Math.floor(since.getTime() / 1000) * 1000;
  return new Set(found.filter(({ at }) => Date.parse(at) >= start).map(({ guid }) => guid));
}

/** A node that declines or cannot be reached is shown on the run while the queue tries again. */
async function orFail<T>(runId: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof Refusal) {
      await db().retentionRun.update({
        where: { id: runId },
        data: { trouble: `${error.code}: ${error.details.reason ?? error.details.node ?? ''}` },
      });
    }
    throw error;
  }
}

export const retentionJobs: Job[] = [count, remove, bringBack];
