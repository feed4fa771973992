import { db, type Prisma } from '@/lib/db';
import { type Actor, demand, scope } from '@/lib/tenancy';
import { currentAction, earlierCodesOf } from './actions';
import type { AuditRow } from './shapes';

/** The newest entries first; `before` is the number to go on below. */
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
    /** Without sign-ins: only what changed something. */
    changes?: boolean;
    /** Only what was done by people outside: to an owner by anybody else, to a customer by its reseller and staff. */
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

/** Whose entries are the actor's own side's: their own, and those of the people and mailboxes of their tenant. */
async function own(actor: Actor): Promise<Prisma.AuditEntryWhereInput[]> {
  const self = { actorId: actor.id };
  if (!actor.tenantId) return [self];
  const people = await db().memberDirectory.findMany({
    where: { tenantId: actor.tenantId },
    select: { personId: true },
  });
  return [self, { actorId: { in: people.map(({ personId }) => personId) } }, { actorKind: 'mailbox' }];
}
