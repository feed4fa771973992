import { record } from '@/lib/audit';
import { type Tx, transaction } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { notify } from '@/lib/notices';
import { type Actor, demand, scope } from '@/lib/tenancy';
import type { AliasRow } from './shapes';

/** Returns the removed alias, so that the removal can be undone. */
export async function removeAlias(actor: Actor, aliasId: string): Promise<AliasRow & { domainId: string }> {
  demand(actor, 'mailbox:write');
  return transaction(async (tx) => {
    const alias = await tx.alias.findFirst({ where: { id: aliasId, ...scope(actor) } });
    if (!alias) throw new Refusal('not-found');
    await tx.alias.delete({ where: { id: aliasId } });
    const { id, domainId, source, destination, createdAt } = alias;
    await notifyOfForward(tx, actor, source);
    await record(tx, actor, {
      action: 'alias.remove',
      object: { type: 'alias', id, label: source },
      owner: alias,
      before: { source, destination },
    });
    return { id, domainId, source, destination, createdAt: createdAt.toISOString() };
  });
}

/** A mailbox forwards by aliases of its own address, which the list of aliases shows, too. */
async function notifyOfForward(tx: Tx, actor: Actor, source: string): Promise<void> {
  const mailbox = await tx.mailboxDirectory.findUnique({ where: { address: source }, select: { id: true } });
  if (!mailbox) return;
  const left = await tx.alias.findMany({ where: { source, destination: { not: source } } });
  const to = left.map(({ destination }) => destination).sort();
  const details = { any: to.length > 0 ? 'yes' : 'no', to: to.join(', ') };
  await notify(tx, actor, { mailboxId: mailbox.id }, { kind: 'forward-changed', details });
}
