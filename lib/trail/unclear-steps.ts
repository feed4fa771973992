import { eventsOf } from '@/lib/activity';
import type { EventRow } from '@/lib/activity/shapes';
import { sql } from '@/lib/db';
import { type Actor, demand } from '@/lib/tenancy';
import type { UnclearSteps } from './shapes';

/** Counting stops here. */
const maxSteps = 1000;

/**
 * The mailboxes of a trail in which messages were copied, moved or removed since, and the log does not show which: the
 * message may be among them.
 */
export async function unclearSteps(actor: Actor, events: readonly EventRow[]): Promise<UnclearSteps[]> {
  demand(actor, 'trail:read');
  const found: UnclearSteps[] = [];
  for (const [mailboxId, [first]] of Map.groupBy(events, (event) => event.mailboxId)) {
    if (!mailboxId || !first) continue;
    const chosen = eventsOf(actor)
      .where('e.mailboxId', '=', mailboxId)
      .where('e.unclear', '=', true)
      .where('e.kind', 'in', ['copied', 'removed'])
      .where('e.at', '>=', sql<Date>`${first.at}::timestamptz`)
      .select('e.id')
      .limit(maxSteps);
    const count = (await chosen.execute()).length;
    if (count > 0) found.push({ mailboxId, count });
  }
  return found;
}
