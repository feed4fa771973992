import type { z } from 'zod';
import { saveCredentials } from '@/lib/credentials';
import { db } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { type Actor, demand, scope } from '@/lib/tenancy';
import type { RemovedMailboxRow, removalInput } from './shapes';
import { mailboxSnapshot } from './snapshot';
import { withMailbox } from './with-mailbox';

/**
 * Removes a mailbox: it cannot sign in or receive mail, and its address is free. Its mail stays on the node, so that
 * `restoreMailbox` can restore it completely. `confirmation` is the typed address.
 */
export async function removeMailbox(
  actor: Actor,
  { mailboxId, confirmation }: z.infer<typeof removalInput>,
): Promise<{ address: string }> {
  demand(actor, 'mailbox:write');
  const { address } = await withMailbox(actor, mailboxId, async (tx, mailbox) => {
    const { id, address, domainId, customerId, resellerId, displayName, usedBytes, quotaBytes } = mailbox;
    if (confirmation !== address) throw new Refusal('invalid', { field: 'confirmation', reason: 'confirmation' });
    const row = await tx.mailbox.findUniqueOrThrow({ where: { id }, omit: { passwordHash: false } });
    const plain = { ...row, quotaBytes: String(quotaBytes), usedBytes: undefined };
    const snapshot = {
      mailbox: mailboxSnapshot.parse(JSON.parse(JSON.stringify(plain))),
      ...(await saveCredentials(tx, id)),
    };
    await tx.removedMailbox.create({
      data: { id, address, domainId, customerId, resellerId, displayName, usedBytes, snapshot, removedBy: actor.name },
      select: { id: true },
    });
    await tx.mailbox.delete({ where: { id }, select: { id: true } });
    return {
      action: 'mailbox.remove',
      before: { address, displayName, quotaBytes, usedBytes, messages: mailbox.usedMessages },
      disconnect: 'all',
    };
  });
  return { address };
}

/** The mailboxes that can still be restored, newest first. */
export async function listRemovedMailboxes(actor: Actor): Promise<RemovedMailboxRow[]> {
  demand(actor, 'mailbox:read');
  const rows = await db().removedMailbox.findMany({
    where: scope(actor),
    omit: { snapshot: true },
    orderBy: [{ removedAt: 'desc' }, { id: 'asc' }],
    take: 1000,
  });
  return rows.map(({ id, address, displayName, usedBytes, removedAt, removedBy }) => ({
    id,
    address,
    displayName,
    usedBytes: Number(usedBytes),
    removedAt: removedAt.toISOString(),
    removedBy,
  }));
}
