import type { z } from 'zod';
import { record } from '@/lib/audit';
import { transaction } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { type Actor, demand, mailboxScope } from '@/lib/tenancy';
import { applyAfterCommit, settled } from './after-change';
import { isTaken } from './domains';
import type { renameInput } from './shapes';

/**
 * Gives a mailbox another name before the @. Its mail lies under its id and stays where it is. With `keepAlias`, what is
 * sent to the old address still arrives. Clients sign in by the new address from now on, so their sessions end.
 */
export async function renameMailbox(
  actor: Actor,
  { mailboxId, localPart, keepAlias }: z.infer<typeof renameInput>,
): Promise<{ address: string }> {
  demand(actor, 'mailbox:write');
  try {
    const { before, after } = await transaction(async (tx) => {
      await tx.$queryRaw`SELECT id FROM "Mailbox" WHERE id = ${mailboxId}::uuid FOR UPDATE`;
      const mailbox = await tx.mailbox.findFirst({
        where: { AND: [{ id: mailboxId }, mailboxScope(actor)] },
        include: { domain: { select: { name: true } } },
      });
      if (!mailbox) throw new Refusal('not-found');
      const { id, domainId, customerId, resellerId, node } = mailbox;
      const before = { address: mailbox.address, node };
      const after = { address: `${localPart}@${mailbox.domain.name}`, node };
      if (after.address === before.address) return { before, after };
      // An alias that leads here alone may become the name itself: renaming back takes away what renaming left.
      const there = await tx.alias.findMany({ where: { source: after.address } });
      if (there.some(({ destination }) => destination !== before.address))
        throw new Refusal('taken', { field: 'localPart', name: after.address });
      await tx.alias.deleteMany({ where: { source: after.address } });
      await tx.mailbox.update({ where: { id }, data: { localPart, address: after.address }, select: { id: true } });
      // Whatever led to the old address leads to the new one; what it forwarded, it forwards still.
      await tx.alias.updateMany({
        where: { domainId, destination: before.address },
        data: { destination: after.address },
      });
      await tx.alias.updateMany({ where: { source: before.address }, data: { source: after.address } });
      if (keepAlias)
        await tx.alias.create({
          data: { domainId, customerId, resellerId, source: before.address, destination: after.address },
          select: { id: true },
        });
      await applyAfterCommit(tx, [before], { end: 'all' });
      await applyAfterCommit(tx, [after]);
      await record(tx, actor, {
        action: 'mailbox.address',
        object: { type: 'mailbox', id, label: after.address },
        owner: { customerId, resellerId, mailboxId: id },
        before: { address: before.address },
        after: { address: after.address, keepAlias },
      });
      return { before, after };
    });
    await settled([before, after]);
    return { address: after.address };
  } catch (error) {
    if (isTaken(error)) throw new Refusal('taken', { field: 'localPart', name: localPart });
    throw error;
  }
}
