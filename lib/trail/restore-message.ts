import { eventsOf, readEventRows } from '@/lib/activity';
import type { EventRow } from '@/lib/activity/shapes';
import { record } from '@/lib/audit';
import { db, transaction } from '@/lib/db';
import { askNode } from '@/lib/dovecot';
import { Refusal } from '@/lib/errors';
import { type Actor, demand } from '@/lib/tenancy';

type Owner = { customerId: string | null; resellerId: string | null };

/**
 * Restores a removed message to its folder. Returns the number of restored messages: 0 if it is no longer in the
 * recovery folder. The event appears in the trail through Dovecot's log.
 */
export async function restoreMessage(actor: Actor, { eventId }: { eventId: string }): Promise<{ restored: number }> {
  demand(actor, 'trail:restore');
  const chosen = eventsOf(actor).where('e.id', '=', BigInt(eventId));
  const [[event], copy] = await Promise.all([
    readEventRows(chosen, 'desc'),
    chosen.select(['e.recoveryUid', 'e.customerId', 'e.resellerId']).executeTakeFirst(),
  ]);
  if (!event?.mailboxId || !copy) throw new Refusal('not-found');
  if (!event.recoverable) throw new Refusal('conflict', { reason: 'not-recoverable' });
  const mailbox = await db().mailboxDirectory.findFirst({
    where: { id: event.mailboxId },
    select: { address: true, node: true },
  });
  if (!mailbox) throw new Refusal('not-found');
  const answer = await askNode(mailbox.node, 'restore', {
    user: mailbox.address,
    folder: event.folder,
    uid: copy.recoveryUid ?? 0,
    ...(event.messageId ? { messageId: event.messageId } : {}),
  });
  if (answer.restored > 0) await audit(actor, event, copy);
  return answer;
}

async function audit(actor: Actor, event: EventRow, { customerId, resellerId }: Owner): Promise<void> {
  await transaction((tx) =>
    record(tx, actor, {
      action: 'message.restore',
      object: {
        type: 'message',
        id: event.messageId ?? event.id,
        label: event.subject || event.messageId || event.address,
      },
      owner: { customerId, resellerId, mailboxId: event.mailboxId },
      after: { address: event.address, folder: event.folder, removedAt: event.at },
    }),
  );
}
