import { record } from '@/lib/audit';
import { transaction } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { enqueue } from '@/lib/jobs';
import { type Actor, demand, scope } from '@/lib/tenancy';
import { whyNot } from './plan';
import type { RunState } from './shapes';

/**
 * Starts to remove what a preview listed, and nothing else. Each message can be restored until the recovery folder is emptied.
 * Refuses with `conflict` and a reason (see whyNot) when the preview can no longer be trusted.
 */
export async function startRun(actor: Actor, runId: string): Promise<void> {
  demand(actor, 'retention:write');
  const now = new Date();
  await transaction(async (tx) => {
    const run = await tx.retentionRun.findFirst({ where: { id: runId, ...scope(actor) }, include: { policy: true } });
    if (!run) throw new Refusal('not-found');
    const reason = whyNot({ ...run, state: run.state as RunState }, run.policy, now);
    if (reason) throw new Refusal('conflict', { reason });
    // When two people start the same run, only one of them finds it counted.
    const { count } = await tx.retentionRun.updateMany({
      where: { id: runId, state: 'counted' },
      data: { state: 'removing', startedAt: now, finishedAt: null, mailboxesDone: 0 },
    });
    if (count === 0) throw new Refusal('conflict', { reason: 'already-carried-out' });
    await enqueue(tx, 'retention.remove', { runId }, { key: `retention.remove:${runId}` });
    await record(tx, actor, {
      action: 'retention.run',
      object: { type: 'retention-run', id: runId, label: run.policy.name },
      owner: { customerId: run.customerId, resellerId: run.resellerId },
      after: {
        messages: run.messages,
        bytes: run.bytes,
        folder: run.policy.folder,
        olderThanDays: run.policy.olderThanDays,
      },
    });
  });
}
