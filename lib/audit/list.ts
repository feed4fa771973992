import { db, type Prisma } from '@/lib/db';
import { type Actor, demand, scope } from '@/lib/tenancy';
import { currentAction, earlierCodesOf } from './actions';
import type { AuditRow } from './shapes';

/** The newest entries first. With `before`, those with a lower number. */
export async function listAudit(
  actor: Actor,
  {
    before,
    search,
    changes = false,
    others = false,
    take = 100,
  }: {
    before?: number;
    search?: string;
    /** Without sign-ins, so that only changes are listed. */
    changes?: boolean;
    /**
     * Only actions of other people: for an owner those of anybody else, for a customer those of its reseller and of
     * staff.
     */
    others?: boolean;
    take?: number;
  } = {},
): Promise<AuditRow[]> {
  demand(actor, 'audit:read');
  const rows = await db().auditEntry.findMany({
    where: {
      ...scope(actor),
      ...(before ? { seq: { lt: before } } : {}),
      NOT: [...(changes ? [{ action: { startsWith: 'sign-in.' } }] : []), ...(others ? await own(actor) : [])],
      ...(search
        ? {
            OR: [
              ...(['objectLabel', 'actorName', 'action'] as const).map((field) => ({
                [field]: { contains: search, mode: 'insensitive' as const },
              })),
              { action: { in: earlierCodesOf(search) } },
            ],
          }
        : {}),
    },
    orderBy: { seq: 'desc' },
    take: Math.min(take, 1000),
  });
  return rows.map((row) => ({
    seq: Number(row.seq),
    at: row.at.toISOString(),
    actorKind: row.actorKind,
    actorName: row.actorName,
    onBehalfOf: row.onBehalfOf,
    ip: row.ip,
    action: currentAction(row.action),
    objectType: row.objectType,
    objectId: row.objectId,
    objectLabel: row.objectLabel,
    before: row.before,
    after: row.after,
  }));
}

/** The actors on the actor's own side: themselves, and the people and mailboxes of their tenant. */
async function own(actor: Actor): Promise<Prisma.AuditEntryWhereInput[]> {
  const self = { actorId: actor.id };
  if (!actor.tenantId) return [self];
  const people = await db().memberDirectory.findMany({
    where: { tenantId: actor.tenantId },
    select: { personId: true },
  });
  return [self, { actorId: { in: people.map(({ personId }) => personId) } }, { actorKind: 'mailbox' }];
}
