import { eventsOf, readEventRows } from '@/lib/activity';
import { db, queries, sql } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { type Actor, demand, mailboxScope } from '@/lib/tenancy';
import { restoreMessage } from './restore-message';

/** Messages restored in one request. Each needs a command to the mail server, and the page waits. */
const batchSize = 20;
/** Counting stops here, because more are restored in several requests. */
const maxRows = 1000;

interface Removed {
  mailboxId: string;
  deviceIds: string[];
}

/**
 * Restores messages that these devices removed, newest first, in batches. Returns the number of restored and of
 * remaining messages.
 */
export async function restoreRemoved(
  actor: Actor,
  { mailboxId, deviceIds }: Removed,
): Promise<{ restored: number; left: number }> {
  demand(actor, 'trail:restore');
  const mailbox = await db().mailboxDirectory.count({ where: { AND: [{ id: mailboxId }, mailboxScope(actor)] } });
  if (mailbox === 0) throw new Refusal('not-found');
  const removed = await removedIds(actor, { mailboxId, deviceIds });
  let restored = 0;
  for (const eventId of removed.slice(0, batchSize)) restored += (await restoreMessage(actor, { eventId })).restored;
  return { restored, left: Math.max(0, removed.length - batchSize) };
}

/** The number of messages removed by these devices that can be restored. */
export async function countRemoved(actor: Actor, of: Removed): Promise<number> {
  demand(actor, 'trail:read');
  return (await removedIds(actor, of)).length;
}

async function removedIds(actor: Actor, { mailboxId, deviceIds }: Removed): Promise<string[]> {
  if (deviceIds.length === 0) return [];
  const sessions = queries()
    .selectFrom('DeviceOfSession as d')
    .select('d.sessionId')
    .where('d.deviceId', 'in', deviceIds)
    .where(sql<boolean>`d."startedAt" > now() - interval '31 days'`);
  const chosen = eventsOf(actor)
    .where('e.mailboxId', '=', mailboxId)
    .where('e.kind', '=', 'removed')
    .where('e.recoveryUid', 'is not', null)
    .where('e.sessionId', 'in', sessions)
    .orderBy('e.at', 'desc')
    .limit(maxRows);
  return (await readEventRows(chosen, 'desc')).flatMap(({ id, recoverable }) => (recoverable ? [id] : []));
}
