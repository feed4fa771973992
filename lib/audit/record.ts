import { Prisma, type Tx } from '@/lib/db';
import type { Actor } from '@/lib/tenancy';
import type { AuditAction } from './actions';

export interface Act {
  action: AuditAction;
  object: { type: string; id?: string; label: string };
  /** The tenants and the mailbox that see this entry. Staff see every entry. */
  owner?: { customerId?: string | null; resellerId?: string | null; mailboxId?: string | null };
  before?: Record<string, unknown>;
  after?: Record<string, unknown>;
}

/** Who did it. It needs no capabilities, because a person with only a link has none yet. */
export type Author = Pick<Actor, 'kind' | 'id' | 'name' | 'ip' | 'viewedBy'>;

/**
 * Writes an audit entry in the transaction of the change. It must not contain a secret. Call it last, because it takes
 * the lock of the chain.
 */
export async function record(tx: Tx, author: Author, act: Act): Promise<void> {
  await tx.auditEntry.create({ data: entry(author, act), select: { seq: true } });
}

/** Writes one entry for each of several actions. */
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

/** Converts dates and big integers to text, because JSON does not support them. */
function plain(value: Record<string, unknown> | undefined) {
  if (!value) return Prisma.DbNull;
  return JSON.parse(
    JSON.stringify(value, (_, v) => (typeof v === 'bigint' ? v.toString() : v)),
  ) as Prisma.InputJsonObject;
}
