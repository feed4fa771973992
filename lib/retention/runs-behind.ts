import { db } from '@/lib/db';
import { type Actor, demand, mailboxScope } from '@/lib/tenancy';
import type { RunBehind } from './shapes';

/** The answer of a node may come after the message was removed, and the clocks may differ. */
const marginMs = 60_000;

interface Removal {
  id: string;
  mailboxId: string | null;
  folder: string;
  uid: number | null;
  at: string;
}

/** The runs that removed these messages, in the mailboxes that the actor may see. */
export async function runsBehind(actor: Actor, removals: readonly Removal[]): Promise<RunBehind[]> {
  demand(actor, 'trail:read');
  if (removals.length === 0) return [];
  const seen = await db().mailboxDirectory.findMany({
    where: { AND: [{ id: { in: removals.flatMap(({ mailboxId }) => mailboxId ?? []) } }, mailboxScope(actor)] },
    select: { id: true },
  });
  const items = await db().retentionItem.findMany({
    where: {
      mailboxId: { in: seen.map(({ id }) => id) },
      uid: { in: removals.flatMap(({ uid }) => uid ?? []) },
      state: { in: ['removing', 'removed', 'restoring', 'restored'] },
    },
    select: { mailboxId: true, folder: true, uid: true, run: { include: { policy: { select: { name: true } } } } },
  });
  return removals.flatMap(({ id, at, ...removal }) => {
    const item = items.find(
      ({ mailboxId, folder, uid, run }) =>
        mailboxId === removal.mailboxId && isNamed(folder, removal.folder) && uid === removal.uid && during(run, at),
    );
    if (!item) return [];
    const { run } = item;
    return [{ eventId: id, runId: run.id, policyId: run.policyId, policy: run.policy.name, actorName: run.actorName }];
  });
}

/** Dovecot cuts long names in its log. */
function isNamed(folder: string, logged: string): boolean {
  return folder === logged || (logged.endsWith('...') && folder.startsWith(logged.slice(0, -3)));
}

function during({ startedAt, finishedAt }: { startedAt: Date | null; finishedAt: Date | null }, at: string): boolean {
  const time = Date.parse(at);
  return (
    startedAt !== null &&
    time >= startedAt.getTime() - marginMs &&
    time <= (finishedAt?.getTime() ?? Date.now()) + marginMs
  );
}
