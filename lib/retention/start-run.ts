import { record } from '@/lib/audit';
import { transaction } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { enqueue } from '@/lib/jobs';
import { type Actor, demand, scope } from '@/lib/tenancy';
import { startRefusal } from './plan';
import type { RunState } from './shapes';

/**
 * Starts to remove the messages that a preview listed. They can be restored until Dovecot empties the recovery folder.
 * Refuses with `conflict` and a reason (see startRefusal) if the preview cannot be run.
 */
export async function startRun(actor: Actor, runId: string): Promise<void> {
  demand(actor, 'retention:write');
  const now = new Date();
  await transaction(async (tx) => {
    const run = await tx.retentionRun.findFirst({ where: { id: runId, ...scope(actor) }, include: { policy: true } });
    if (!run) throw new Refusal('not-found');
    const reason = startRefusal({ ...run, state: run.state as RunState }, run.policy, now);
    if (reason) throw new Refusal('conflict', { reason });
    // If two people start the same run, only one of them succeeds.
    const { count } = await tx.retentionRun.updateMany({
      where: { id: runId, state: 'counted' },
      data: { state: 'removing', startedAt: now, finishedAt: null, mailboxesDone: 0 },
    });
    if (count === 0) throw new Refusal('conflict', { reason: 'already-started' });
    await enqueue(tx, 'retention.execute', { runId }, { key: `retention.execute:${runId}` });
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
