import { eventsOf, readEventRows } from '@/lib/activity';
import type { EventRow } from '@/lib/activity/shapes';
import { sql } from '@/lib/db';
import { type Actor, demand } from '@/lib/tenancy';
import { foldersOf } from './folder-steps';
import { loggedMessageIds } from './message-ids';

/** Only messages of mailing lists have more events. The newest ones are shown. */
const maxRows = 500;
/** Of all folders of a mailbox, since the message came. */
const maxFolderSteps = 1000;

/** All events of a message, and of its folders, in the mailboxes that the actor may see, oldest first. */
export async function messageTrail(
  actor: Actor,
  { messageId, mailboxId }: { messageId: string; mailboxId?: string | null },
): Promise<EventRow[]> {
  demand(actor, 'trail:read');
  const ofMessage = eventsOf(actor).where('e.messageId', 'in', loggedMessageIds(messageId));
  const chosen = mailboxId ? ofMessage.where('e.mailboxId', '=', mailboxId) : ofMessage;
  const events = await readEventRows(chosen.orderBy('e.at', 'desc').orderBy('e.id', 'desc').limit(maxRows), 'asc');
  const steps = foldersOf(events, await folderSteps(actor, events));
  return steps.length === 0 ? events : [...events, ...steps].sort(byTime);
}

async function folderSteps(actor: Actor, events: EventRow[]): Promise<EventRow[]> {
  const [first] = events;
  const mailboxes = [...new Set(events.flatMap(({ mailboxId }) => mailboxId ?? []))];
  if (!first || mailboxes.length === 0) return [];
  const chosen = eventsOf(actor)
    .where('e.mailboxId', 'in', mailboxes)
    .where('e.kind', 'in', ['folder-renamed', 'folder-deleted'])
    .where('e.at', '>=', sql<Date>`${first.at}::timestamptz`);
  return readEventRows(chosen.orderBy('e.at', 'desc').orderBy('e.id', 'desc').limit(maxFolderSteps), 'asc');
}

function byTime(one: EventRow, other: EventRow): number {
  return Date.parse(one.at) - Date.parse(other.at) || Number(one.id) - Number(other.id);
}
