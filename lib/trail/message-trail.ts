import { pool } from '@/lib/db';
import { type Actor, demand } from '@/lib/tenancy';
import { Conditions, loggedMessageIds, selectEvents, toEvent } from './event';
import type { TrailEvent } from './shapes';

/** A message that went through more hands than this is a list's, and the newest matter. */
const most = 500;

/** Everything that happened to one message in the mailboxes that the actor may see, the oldest first. */
export async function messageTrail(
  actor: Actor,
  { messageId, mailboxId }: { messageId: string; mailboxId?: string | null },
): Promise<TrailEvent[]> {
  demand(actor, 'trail:read');
  const where = new Conditions(actor).add('e."messageId" = ANY($?)', loggedMessageIds(messageId));
  if (mailboxId) where.add('e."mailboxId" = $?::uuid', mailboxId);
  const chosen = `SELECT * FROM "MailEvent" e WHERE ${where} ORDER BY e.at DESC, e.id DESC LIMIT ${most}`;
  const { rows } = await pool().query(`${selectEvents(chosen)} ORDER BY e.at, e.id`, where.values);
  return rows.map(toEvent);
}
