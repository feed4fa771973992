import { record } from '@/lib/audit';
import { transaction } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { enqueue } from '@/lib/jobs';
import { type Actor, demand, scope } from '@/lib/tenancy';

/** Starts to restore the given messages of a run, or all that it removed. Returns the number of messages. */
export async function startRestore(actor: Actor, runId: string, itemIds?: string[]): Promise<{ messages: number }> {
  demand(actor, 'retention:write');
  return transaction(async (tx) => {
    const run = await tx.retentionRun.findFirst({ where: { id: runId, ...scope(actor) }, include: { policy: true } });
    if (!run) throw new Refusal('not-found');
    const { count } = await tx.retentionItem.updateMany({
      where: { runId, state: 'removed', ...(itemIds ? { id: { in: itemIds.map(BigInt) } } : {}) },
      data: { state: 'restoring' },
    });
    if (count === 0) throw new Refusal('conflict', { reason: 'nothing-to-restore' });
    await enqueue(tx, 'retention.restore', { runId }, { key: `retention.restore:${runId}` });
    await record(tx, actor, {
      action: 'retention.restore',
      object: { type: 'retention-run', id: runId, label: run.policy.name },
      owner: { customerId: run.customerId, resellerId: run.resellerId },
      after: { messages: count },
    });
    return { messages: count };
  });
}
