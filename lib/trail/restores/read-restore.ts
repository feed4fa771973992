import { db, type Prisma } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { type Actor, demand, scope } from '@/lib/tenancy';
import type { Restore } from '../shapes';

/** How far a restore is. */
export async function readRestore(actor: Actor, restoreId: string): Promise<Restore> {
  demand(actor, 'trail:read');
  const row = await db().restore.findFirst({ where: { id: restoreId, ...scope(actor) } });
  if (!row) throw new Refusal('not-found');
  const failed = await db().restoreLine.findMany({
    where: { restoreId, outcome: { notIn: ['restored'] } },
    orderBy: { number: 'asc' },
    take: maxFailed,
  });
  return toRestore(row, failed);
}

/** Lines on the page. */
const maxFailed = 50;

/** The latest restore of a mailbox: it goes on when the page that started it is closed. */
export async function latestRestore(actor: Actor, mailboxId: string): Promise<Restore | null> {
  const row = await db().restore.findFirst({ where: { mailboxId, ...scope(actor) }, orderBy: { startedAt: 'desc' } });
  return row && toRestore(row, []);
}

function toRestore(row: Prisma.RestoreGetPayload<object>, failed: Prisma.RestoreLineGetPayload<object>[]): Restore {
  const { id, total, done, restored, byName, startedAt, finishedAt } = row;
  return {
    id,
    total,
    done,
    restored,
    byName,
    startedAt: startedAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
    seconds: ((finishedAt ?? new Date()).getTime() - startedAt.getTime()) / 1000,
    failed: failed.map(({ subject, sender, outcome }) => ({ subject, sender, outcome: outcome ?? '' })),
  };
}
