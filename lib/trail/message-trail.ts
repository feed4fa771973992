import { eventsOf, readEventRows } from '@/lib/activity';
import type { EventRow } from '@/lib/activity/shapes';
import { type Actor, demand } from '@/lib/tenancy';
import { loggedMessageIds } from './message-ids';

/** Only messages of mailing lists have more events. The newest ones are shown. */
const maxRows = 500;

/** All events of a message in the mailboxes that the actor may see, oldest first. */
export async function messageTrail(
  actor: Actor,
  { messageId, mailboxId }: { messageId: string; mailboxId?: string | null },
): Promise<EventRow[]> {
  demand(actor, 'trail:read');
  const ofMessage = eventsOf(actor).where('e.messageId', 'in', loggedMessageIds(messageId));
  const chosen = mailboxId ? ofMessage.where('e.mailboxId', '=', mailboxId) : ofMessage;
  return readEventRows(chosen.orderBy('e.at', 'desc').orderBy('e.id', 'desc').limit(maxRows), 'asc');
}
