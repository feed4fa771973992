import { db, type Prisma } from '@/lib/db';
import { type Actor, demand, scope } from '@/lib/tenancy';
import type { ItemRow, ItemState, RunDetail, RunRow, RunState } from './shapes';

export function runRow(run: Prisma.RetentionRunGetPayload<object>): RunRow {
  return {
    id: run.id,
    policyId: run.policyId,
    state: run.state as RunState,
    actorName: run.actorName,
    asOf: run.asOf.toISOString(),
    createdAt: run.createdAt.toISOString(),
    startedAt: run.startedAt?.toISOString() ?? null,
    finishedAt: run.finishedAt?.toISOString() ?? null,
    mailboxesDone: run.mailboxesDone,
    mailboxesTotal: run.mailboxesTotal,
    messages: run.messages,
    bytes: Number(run.bytes),
    removed: run.removed,
    removedBytes: Number(run.removedBytes),
    trouble: run.trouble,
  };
}

/** Newest first. */
export async function listRuns(actor: Actor, policyId: string): Promise<RunRow[]> {
  demand(actor, 'retention:read');
  const runs = await db().retentionRun.findMany({
    where: { policyId, ...scope(actor) },
    orderBy: { createdAt: 'desc' },
    take: 100,
  });
  return runs.map(runRow);
}

/** Null if the actor may see no such run. */
export async function readRun(actor: Actor, runId: string): Promise<RunDetail | null> {
  demand(actor, 'retention:read');
  const run = await db().retentionRun.findFirst({ where: { id: runId, ...scope(actor) } });
  if (!run) return null;
  const groups = await db().retentionItem.groupBy({ by: ['mailboxId', 'state'], where: { runId }, _count: true });
  const count = (state: ItemState) =>
    groups.filter((group) => group.state === state).reduce((sum, group) => sum + group._count, 0);
  return {
    ...runRow(run),
    mailboxes: new Set(groups.map(({ mailboxId }) => mailboxId)).size,
    restorable: count('removed'),
    restoring: count('restoring'),
  };
}

/** The messages of a run, in the order they were found. `after` is the id of the last item of the previous page. */
export async function listRunItems(
  actor: Actor,
  runId: string,
  { after, state, search, take = 500 }: { after?: string; state?: ItemState; search?: string; take?: number } = {},
): Promise<ItemRow[]> {
  demand(actor, 'retention:read');
  const items = await db().retentionItem.findMany({
    where: {
      runId,
      run: scope(actor),
      ...(after ? { id: { gt: BigInt(after) } } : {}),
      ...(state ? { state } : {}),
      ...(search
        ? {
            OR: (['address', 'subject', 'sender', 'messageId'] as const).map((field) => ({
              [field]: { contains: search, mode: 'insensitive' as const },
            })),
          }
        : {}),
    },
    orderBy: { id: 'asc' },
    take: Math.min(take, 10_000),
  });
  return items.map((item) => ({
    id: String(item.id),
    mailboxId: item.mailboxId,
    address: item.address,
    folder: item.folder,
    uid: item.uid,
    messageId: item.messageId,
    sender: item.sender,
    subject: item.subject,
    at: item.at.toISOString(),
    size: Number(item.size),
    state: item.state as ItemState,
    reason: item.reason,
  }));
}
