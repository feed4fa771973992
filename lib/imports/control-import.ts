import { record } from '@/lib/audit';
import { transaction } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { enqueue } from '@/lib/jobs';
import { type Actor, demand, scope } from '@/lib/tenancy';
import { importJob } from './run-import';

/** Starts an import. The worker runs it, and each step has an audit entry. */
export async function startImport(actor: Actor, id: string): Promise<void> {
  demand(actor, 'mailbox:write');
  await transaction(async (tx) => {
    const { count } = await tx.mailboxImport.updateMany({
      where: { id, ...scope(actor), state: 'ready' },
      data: { state: 'running', startedAt: new Date(), actor: JSON.parse(JSON.stringify(actor)) },
    });
    if (count === 0) throw new Refusal('not-found');
    const row = await tx.mailboxImport.findUniqueOrThrow({ where: { id } });
    await enqueue(tx, importJob.name, { importId: id }, { key: `import-${id}` });
    await record(tx, actor, {
      action: 'mailbox-import.start',
      object: { type: 'mailbox-import', id, label: row.fileName },
      owner: { customerId: row.customerId, resellerId: row.resellerId },
      after: { create: row.creates, change: row.changes, leftOut: row.bad },
    });
  });
}

/** Cancels an import after the running batch. Changes are not undone. An import that was only previewed is removed. */
export async function cancelImport(actor: Actor, id: string): Promise<void> {
  demand(actor, 'mailbox:write');
  await transaction(async (tx) => {
    const { count } = await tx.mailboxImport.updateMany({
      where: { id, ...scope(actor), state: 'running' },
      data: { state: 'cancelling' },
    });
    if (count > 0) return enqueue(tx, importJob.name, { importId: id }, { key: `import-${id}` });
    const gone = await tx.mailboxImport.deleteMany({ where: { id, ...scope(actor), state: 'ready' } });
    if (gone.count === 0) throw new Refusal('not-found');
  });
}
