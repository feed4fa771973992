import type { EventRow } from '@/lib/activity/shapes';
import { runsBehind } from '@/lib/retention';
import { type Actor, may } from '@/lib/tenancy';
import { recoveryUse, unclearSteps } from '@/lib/trail';

/** What the trail of a message shows besides its events, as far as the reader may see it. */
export async function viewOf(actor: Actor, events: EventRow[]) {
  const removals = events.filter(({ kind, service }) => kind === 'removed' && service === 'doveadm');
  const [areas, unclear, runs] = await Promise.all([
    recoveryUse(actor, [...new Set(events.flatMap(({ mailboxId }) => mailboxId ?? []))]),
    unclearSteps(actor, events),
    runsBehind(actor, removals),
  ]);
  const open = may(actor, 'retention:read');
  return { areas, unclear, runs: runs.map((run) => ({ ...run, open })), mayRestore: may(actor, 'trail:restore') };
}
