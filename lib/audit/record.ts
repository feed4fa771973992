import { Prisma, type Tx } from '@/lib/db';
import type { Actor } from '@/lib/tenancy';
import type { AuditAction } from './actions';

export interface Act {
  action: AuditAction;
  object: { type: string; id?: string; label: string };
  /** Whose page shows this entry beside staff's. */
  owner?: { customerId?: string | null; resellerId?: string | null; mailboxId?: string | null };
  before?: Record<string, unknown>;
  after?: Record<string, unknown>;
}

/** Who did it. No rights are asked of it: somebody who holds a link has none yet. */
export type Author = Pick<Actor, 'kind' | 'id' | 'name' | 'ip' | 'viewedBy'>;

/** Writes one audit entry inside the change's own transaction. Never give it a secret. Call it last: it takes the chain's lock. */
export async function record(tx: Tx, author: Author, act: Act): Promise<void> {
  await tx.auditEntry.create({ data: entry(author, act), select: { seq: true } });
}

/** The same for many acts at once, each an entry of its own. */
export async function recordMany(tx: Tx, author: Author, acts: Act[]): Promise<void> {
  if (acts.length > 0) await tx.auditEntry.createMany({ data: acts.map((act) => entry(author, act)) });
}

function entry(author: Author, act: Act): Prisma.AuditEntryCreateManyInput {
  const { viewedBy } = author;
  return {
    actorKind: viewedBy ? 'person' : author.kind,
    actorId: viewedBy?.id ?? author.id,
    actorName: viewedBy?.name ?? author.name,
    onBehalfOf: viewedBy ? author.name : null,
    ip: author.ip,
    action: act.action,
    objectType: act.object.type,
    objectId: act.object.id ?? null,
    objectLabel: act.object.label,
    customerId: act.owner?.customerId ?? null,
    resellerId: act.owner?.resellerId ?? null,
    mailboxId: act.owner?.mailboxId ?? null,
    before: plain(act.before),
    after: plain(act.after),
  };
}

/** Dates and big integers as text: what JSON cannot carry. */
function plain(value: Record<string, unknown> | undefined) {
  if (!value) return Prisma.DbNull;
  return JSON.parse(
    JSON.stringify(value, (_, v) => (typeof v === 'bigint' ? v.toString() : v)),
  ) as Prisma.InputJsonObject;
}
