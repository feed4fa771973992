import { record } from '@/lib/audit';
import { transaction } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { enqueue } from '@/lib/jobs';
import { type Actor, demand, scope } from '@/lib/tenancy';

/** Starts to list the messages that a policy would remove now. Nothing is removed. */
export async function startPreview(actor: Actor, policyId: string): Promise<{ runId: string }> {
  demand(actor, 'retention:write');
  return transaction(async (tx) => {
    const policy = await tx.retentionPolicy.findFirst({ where: { id: policyId, ...scope(actor) } });
    if (!policy) throw new Refusal('not-found');
    const { customerId, resellerId } = policy;
    const run = await tx.retentionRun.create({
      data: { policyId, customerId, resellerId, actorName: actor.name, asOf: new Date() },
      select: { id: true },
    });
    await enqueue(tx, 'retention.count', { runId: run.id }, { key: `retention.count:${run.id}` });
    await record(tx, actor, {
      action: 'retention.preview',
      object: { type: 'retention-run', id: run.id, label: policy.name },
      owner: { customerId, resellerId },
      after: { folder: policy.folder, olderThanDays: policy.olderThanDays, basis: policy.basis },
    });
    return { runId: run.id };
  });
}
