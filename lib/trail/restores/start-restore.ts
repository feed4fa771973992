import { eventsOf, readEventRows } from '@/lib/activity';
import { db, transaction } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { enqueue } from '@/lib/jobs';
import { type Actor, demand, mailboxScope } from '@/lib/tenancy';

export const restoreJobName = 'trail.restore';

/** Starts restoring these removed messages. A job does it, which goes on when the page is closed. */
export async function startRestore(
  actor: Actor,
  { mailboxId, eventIds }: { mailboxId: string; eventIds: string[] },
): Promise<{ restoreId: string }> {
  demand(actor, 'trail:restore');
  const mailbox = await db().mailboxDirectory.findFirst({ where: { AND: [{ id: mailboxId }, mailboxScope(actor)] } });
  if (!mailbox) throw new Refusal('not-found');
  const chosen = eventsOf(actor).where('e.mailboxId', '=', mailboxId).where('e.id', 'in', eventIds.map(BigInt));
  const events = (await readEventRows(chosen, 'desc')).filter(({ recoverable }) => recoverable);
  if (events.length === 0) throw new Refusal('conflict', { reason: 'not-recoverable' });
  const { customerId, resellerId, address } = mailbox;
  return transaction(async (tx) => {
    const { id } = await tx.restore.create({
      data: {
        mailboxId,
        customerId,
        resellerId,
        address,
        total: events.length,
        byName: actor.viewedBy?.name ?? actor.name,
        lines: {
          createMany: {
            data: events.map(({ id, subject, sender, folder, at }, index) => ({
              number: index + 1,
              eventId: BigInt(id),
              subject,
              sender,
              folder,
              removedAt: at,
            })),
          },
        },
      },
      select: { id: true },
    });
    await enqueue(tx, restoreJobName, { restoreId: id, actor }, { key: `restore-${id}` });
    return { restoreId: id };
  });
}
