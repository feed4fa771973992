import { eventsOf, readEventRows } from '@/lib/activity';
import { db, queries, sql } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { type Actor, demand, mailboxScope } from '@/lib/tenancy';
import { maxRestored, type RemovedMessages } from '../shapes';
import { latestRestore } from './read-restore';

/** The messages that these devices removed and that can be restored, newest first, and the latest restore. */
export async function listRemoved(
  actor: Actor,
  { mailboxId, deviceIds }: { mailboxId: string; deviceIds: string[] },
): Promise<RemovedMessages> {
  demand(actor, 'trail:restore');
  const mailbox = await db().mailboxDirectory.count({ where: { AND: [{ id: mailboxId }, mailboxScope(actor)] } });
  if (mailbox === 0) throw new Refusal('not-found');
  const sessions = queries()
    .selectFrom('DeviceOfSession as d')
    .select('d.sessionId')
    .where(({ or, eb }) => or([eb('d.deviceId', 'in', deviceIds), eb('d.leadId', 'in', deviceIds)]))
    .where(sql<boolean>`d."startedAt" > now() - interval '31 days'`);
  const chosen = eventsOf(actor)
    .where('e.mailboxId', '=', mailboxId)
    .where('e.kind', '=', 'removed')
    .where('e.recoveryUid', 'is not', null)
    .where('e.sessionId', 'in', sessions)
    .orderBy('e.at', 'desc')
    .limit(maxRestored + 1);
  const rows = (await readEventRows(chosen, 'desc')).filter(({ recoverable }) => recoverable);
  return {
    rows: rows
      .slice(0, maxRestored)
      .map(({ id, at, subject, sender, folder }) => ({ id, at, subject, sender, folder })),
    more: rows.length > maxRestored,
    latest: await latestRestore(actor, mailboxId),
  };
}
