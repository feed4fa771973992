import { eventsOf, readEventRows } from '@/lib/activity';
import type { EventRow } from '@/lib/activity/shapes';
import { type Actor, demand } from '@/lib/tenancy';
import { loggedMessageIds } from './message-ids';

/** A message with more events than this is a mailing list's, and the newest matter. */
const maxRows = 500;

/** Everything that happened to one message in the mailboxes that the actor may see, the oldest first. */
export async function messageTrail(
  actor: Actor,
  { messageId, mailboxId }: { messageId: string; mailboxId?: string | null },
): Promise<EventRow[]> {
  demand(actor, 'trail:read');
  const ofMessage = eventsOf(actor).where('e.messageId', 'in', loggedMessageIds(messageId));
  const chosen = mailboxId ? ofMessage.where('e.mailboxId', '=', mailboxId) : ofMessage;
  return readEventRows(chosen.orderBy('e.at', 'desc').orderBy('e.id', 'desc').limit(maxRows), 'asc');
}
