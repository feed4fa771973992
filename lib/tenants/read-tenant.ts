import { db, type Prisma } from '@/lib/db';
import { type Actor, demand, tenantScope } from '@/lib/tenancy';
import type { TenantDetail } from './shapes';
import { useOf } from './use';

export const withParent = {
  parent: { select: { id: true, name: true, kind: true } },
} satisfies Prisma.TenantInclude;

/** The reseller that a tenant belongs to; null for one directly below the platform. */
export function resellerAbove({ parent }: Prisma.TenantGetPayload<{ include: typeof withParent }>) {
  return parent?.kind === 'reseller' ? parent : null;
}

/** A reseller or customer below the actor with its limits, or the actor's own tenant; else null. */
export async function readTenant(actor: Actor, tenantId: string): Promise<TenantDetail | null> {
  demand(actor, 'tenant:read');
  const row = await db().tenant.findFirst({
    where: { AND: [{ id: tenantId }, { kind: { not: 'platform' } }, tenantScope(actor)] },
    include: withParent,
  });
  const use = row && (await useOf([row.id])).get(row.id);
  if (!row || row.kind === 'platform' || !use) return null;
  const reseller = resellerAbove(row);
  const bytes = (value: bigint | null) => (value === null ? null : Number(value));
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    reseller: reseller && { id: reseller.id, name: reseller.name },
    suspendedAt: row.suspendedAt?.toISOString() ?? null,
    suspendReason: row.suspendReason,
    holdsMail: row.holdsMail,
    createdAt: row.createdAt.toISOString(),
    limits: {
      maxDomains: row.maxDomains,
      maxMailboxes: row.maxMailboxes,
      maxBytes: bytes(row.maxBytes),
      customerMaxDomains: row.customerMaxDomains,
      customerMaxMailboxes: row.customerMaxMailboxes,
      customerMaxBytes: bytes(row.customerMaxBytes),
    },
    use,
  };
}
