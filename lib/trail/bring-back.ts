import { record } from '@/lib/audit';
import { db, pool, transaction } from '@/lib/db';
import { askNode } from '@/lib/dovecot';
import { Refusal } from '@/lib/errors';
import { type Actor, demand } from '@/lib/tenancy';
import { Conditions, selectEvents, toEvent } from './event';
import type { TrailEvent } from './shapes';

/**
 * Puts a removed message back into the folder it was removed from, as it was. Answers how many came back: 0 when the
 * recovery folder no longer has it. The new event appears in the trail through Dovecot's own log.
 */
export async function bringBack(actor: Actor, { eventId }: { eventId: string }): Promise<{ restored: number }> {
  demand(actor, 'trail:restore');
  const where = new Conditions(actor).add('e.id = $?::bigint', eventId);
  const { rows } = await pool().query(selectEvents(`SELECT * FROM "MailEvent" e WHERE ${where}`), where.values);
  const [row] = rows;
  if (!row?.mailboxId) throw new Refusal('not-found');
  const event = toEvent(row);
  if (!event.recoverable) throw new Refusal('conflict', { reason: 'not-recoverable' });
  const mailbox = await db().mailbox.findFirst({
    where: { id: event.mailboxId ?? '' },
    select: { address: true, node: true },
  });
  if (!mailbox) throw new Refusal('not-found');
  const answer = await askNode(mailbox.node, 'bring-back', {
    user: mailbox.address,
    folder: event.folder,
    uid: Number(row.recoveryUid),
    ...(event.messageId ? { messageId: event.messageId } : {}),
  });
  if (answer.restored > 0) await audit(actor, event, row);
  return answer;
}

async function audit(actor: Actor, event: TrailEvent, row: Record<string, unknown>): Promise<void> {
  await transaction((tx) =>
    record(tx, actor, {
      action: 'message.bring-back',
      object: {
        type: 'message',
        id: event.messageId ?? event.id,
        label: event.subject || event.messageId || event.address,
      },
      owner: {
        customerId: row.customerId as string | null,
        resellerId: row.resellerId as string | null,
        mailboxId: event.mailboxId,
      },
      after: { address: event.address, folder: event.folder, removedAt: event.at },
    }),
  );
}
