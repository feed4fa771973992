import type { z } from 'zod';
import { db } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { type Actor, demand } from '@/lib/tenancy';
import { changeCredentials } from './change-credentials';
import type { blockInput } from './shapes';
import { refusesNetwork, refuseTooManyNetworks } from './sign-in-networks';

const nameOf = (actor: Actor) => actor.viewedBy?.name ?? actor.name;

/**
 * Blocks a network: Dovecot refuses every sign-in to the mailbox from it, over any protocol and with any password.
 * Owners may block networks, too. Returns when Dovecot's own query confirmed it, or null if it was not confirmed.
 */
export async function blockNetwork(
  actor: Actor,
  { mailboxId, network, reason = '' }: z.input<typeof blockInput>,
): Promise<{ id: string; address: string; network: string; at: string; checkedAt: string | null }> {
  if (actor.mailboxId !== mailboxId) demand(actor, 'mailbox:write');
  const at = new Date();
  const { mailbox, result, flushed } = await changeCredentials(actor, mailboxId, async (tx, mailbox) => {
    const blocked = await tx.networkBlock.findFirst({ where: { mailboxId, network, unblockedAt: null } });
    if (blocked) return { result: blocked.id };
    const { customerId, resellerId } = mailbox;
    const { id } = await tx.networkBlock.create({
      data: { mailboxId, customerId, resellerId, network, reason, createdAt: at, byName: nameOf(actor) },
    });
    await refuseTooManyNetworks(tx, mailbox.address);
    return {
      action: 'network.block',
      object: { type: 'network-block', id, name: network },
      after: { network, reason },
      result: id,
    };
  });
  const checked = flushed && (await refusesNetwork(mailbox.address, network));
  return {
    id: result,
    address: mailbox.address,
    network,
    at: at.toISOString(),
    checkedAt: checked ? new Date().toISOString() : null,
  };
}

export async function unblockNetwork(actor: Actor, blockId: string): Promise<void> {
  const inForce = { id: blockId, unblockedAt: null };
  const block = await db().networkBlock.findFirst({ where: inForce });
  if (!block) throw new Refusal('not-found');
  const { mailboxId, network } = block;
  await changeCredentials(actor, mailboxId, async (tx) => {
    const { count } = await tx.networkBlock.updateMany({
      where: inForce,
      data: { unblockedAt: new Date(), unblockedBy: nameOf(actor) },
    });
    if (count === 0) throw new Refusal('not-found');
    return {
      action: 'network.unblock',
      object: { type: 'network-block', id: blockId, name: network },
      after: { network },
      result: undefined,
    };
  });
}
