import { record } from '@/lib/audit';
import { transaction } from '@/lib/db';
import { Refusal } from '@/lib/errors';
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
    await record(tx, actor, {
      action: 'alias.remove',
      object: { type: 'alias', id, label: source },
      owner: alias,
      before: { source, destination },
    });
    return { id, domainId, source, destination, createdAt: createdAt.toISOString() };
  });
}
