import type { z } from 'zod';
import { record } from '@/lib/audit';
import { type Tx, transaction } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { notify } from '@/lib/notices';
import { type Actor, demand, mailboxScope } from '@/lib/tenancy';
import { type Lift, ownerMayLift } from './lift-rule';
import type { liftInput } from './shapes';

interface Suspension {
  mailboxId: string;
  passwordChangedAt: Date | null;
}

/** What stands in the way of an actor who would lift a suspension of a mailbox in its scope. */
export async function liftFor(tx: Tx, actor: Actor, suspension: Suspension, now: Date): Promise<Lift> {
  if (actor.mailboxId !== suspension.mailboxId) return 'allowed';
  const last = await tx.sendingSuspension.findFirst({
    where: { mailboxId: suspension.mailboxId, liftedByOwner: true },
    orderBy: { liftedAt: 'desc' },
    select: { liftedAt: true },
  });
  return ownerMayLift(suspension.passwordChangedAt, last?.liftedAt ?? null, now);
}

/** The mailbox may send again. */
export async function liftSendingSuspension(
  actor: Actor,
  { mailboxId }: z.infer<typeof liftInput>,
  now = new Date(),
): Promise<void> {
  const own = actor.mailboxId === mailboxId;
  demand(actor, own ? 'self:secure' : 'mailbox:write');
  await transaction(async (tx) => {
    const mailbox = await tx.mailboxDirectory.findFirst({ where: { AND: [{ id: mailboxId }, mailboxScope(actor)] } });
    if (!mailbox) throw new Refusal('not-found');
    const suspension = await tx.sendingSuspension.findFirst({ where: { mailboxId, liftedAt: null } });
    if (!suspension) throw new Refusal('conflict', { reason: 'sending-not-suspended' });
    const lift = await liftFor(tx, actor, suspension, now);
    if (lift !== 'allowed') throw new Refusal('not-allowed', { reason: `sending-${lift}` });
    const data = { liftedAt: now, liftedBy: actor.name, liftedByOwner: own, findingAt: null };
    const { count } = await tx.sendingSuspension.updateMany({ where: { id: suspension.id, liftedAt: null }, data });
    if (count === 0) throw new Refusal('conflict', { reason: 'sending-not-suspended' });
    const { address, customerId, resellerId } = mailbox;
    const { messages, recipients, network, at } = suspension;
    // Whoever lifts it: the owner must know that the mailbox sends again.
    await notify(tx, actor, { mailboxId }, { kind: 'sending-resumed', details: { address } });
    await record(tx, actor, {
      action: 'mailbox.lift-sending-suspension',
      object: { type: 'mailbox', id: mailboxId, label: address },
      owner: { customerId, resellerId, mailboxId },
      before: { messages, recipients, network, suspendedAt: at },
    });
  });
}
