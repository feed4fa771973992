import { enqueueAccessChange, flushAuthCache } from '@/lib/access';
import { domainOf } from '@/lib/addresses/values';
import { isAliased } from '@/lib/aliases';
import { record } from '@/lib/audit';
import { refuseAddressOfOthers } from '@/lib/claims';
import { restoreCredentials } from '@/lib/credentials';
import { isTaken, transaction } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { type Actor, demand, scope } from '@/lib/tenancy';
import { mailboxSnapshot } from './snapshot';

/** Restores a removed mailbox: its mail, password, app passwords and settings. Refuses if its address is taken. */
export async function restoreMailbox(actor: Actor, mailboxId: string): Promise<{ address: string }> {
  demand(actor, 'mailbox:write');
  try {
    const restored = await transaction(async (tx) => {
      const row = await tx.removedMailbox.findFirst({ where: { id: mailboxId, ...scope(actor) } });
      if (!row) throw new Refusal('not-found');
      const { id, address, customerId, displayName, usedBytes } = row;
      // By its name, because the domain may have been removed and created again.
      const name = domainOf(address);
      const domain = await tx.domainDirectory.findFirst({ where: { name, customerId } });
      if (!domain) throw new Refusal('conflict', { reason: 'domain-gone', name });
      await refuseAddressOfOthers(tx, domain, address);
      if (await isAliased(tx, address)) throw new Refusal('taken', { name: address });
      const { resellerId } = domain;
      const snapshot = row.snapshot as { mailbox?: unknown };
      const { quotaBytes, ...mailbox } = mailboxSnapshot.parse(snapshot.mailbox);
      await tx.mailbox.create({
        data: {
          ...mailbox,
          quotaBytes: BigInt(quotaBytes),
          id,
          address,
          displayName,
          usedBytes,
          domainId: domain.id,
          customerId,
          resellerId,
        },
        select: { id: true },
      });
      await restoreCredentials(tx, { id, customerId, resellerId }, snapshot);
      await tx.removedMailbox.delete({ where: { id }, select: { id: true } });
      await enqueueAccessChange(tx, [{ address, node: mailbox.node }]);
      await record(tx, actor, {
        action: 'mailbox.restore',
        object: { type: 'mailbox', id, label: address },
        owner: { customerId, resellerId, mailboxId: id },
      });
      return { address, node: mailbox.node };
    });
    await flushAuthCache([restored]);
    return { address: restored.address };
  } catch (error) {
    if (isTaken(error)) throw new Refusal('taken', { name: 'address' });
    throw error;
  }
}
