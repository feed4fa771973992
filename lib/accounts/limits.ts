import type { z } from 'zod';
import { record } from '@/lib/audit';
import { db, Prisma, transaction } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { type Actor, demand, tenantScope } from '@/lib/tenancy';
import type { LimitsInput, limitsInput, Use } from './shapes';

/** What a tenant has given out, beside what it may. A limit of the reseller's for any one customer counts as the customer's. */
export async function useOf(tenantIds: string[]): Promise<Map<string, Use>> {
  if (tenantIds.length === 0) return new Map();
  const rows = await db().$queryRaw<
    {
      id: string;
      domains: bigint;
      mailboxes: bigint;
      bytes: bigint;
      d: number | null;
      m: number | null;
      b: bigint | null;
    }[]
  >(Prisma.sql`
    SELECT t.id, x.domains, y.mailboxes, y.bytes,
      LEAST(t."mostDomains", p."eachDomains") AS d,
      LEAST(t."mostMailboxes", p."eachMailboxes") AS m,
      LEAST(t."mostBytes", p."eachBytes") AS b
    FROM "Tenant" t
    LEFT JOIN "Tenant" p ON p.id = t."resellerId" AND p.id <> t.id
    CROSS JOIN LATERAL (
      SELECT count(*) AS domains FROM "Domain" d
      WHERE (t.kind = 'reseller' AND d."resellerId" = t.id) OR d."customerId" = t.id
    ) x
    CROSS JOIN LATERAL (
      SELECT count(*) AS mailboxes, COALESCE(sum(m."quotaBytes"), 0)::bigint AS bytes FROM "Mailbox" m
      WHERE (t.kind = 'reseller' AND m."resellerId" = t.id) OR m."customerId" = t.id
    ) y
    WHERE t.id = ANY(${tenantIds}::uuid[])`);
  const number = (value: bigint | number | null) => (value === null ? null : Number(value));
  return new Map(
    rows.map((row) => [
      row.id,
      {
        domains: { used: Number(row.domains), most: number(row.d) },
        mailboxes: { used: Number(row.mailboxes), most: number(row.m) },
        bytes: { used: Number(row.bytes), most: number(row.b) },
      },
    ]),
  );
}

/** The actor's own tenant: what is left of it. Null for staff, who have no limit, and for owners. */
export async function ownUse(actor: Actor): Promise<Use | null> {
  if (actor.role !== 'reseller' && actor.role !== 'customer_admin') return null;
  return actor.tenantId ? ((await useOf([actor.tenantId])).get(actor.tenantId) ?? null) : null;
}

/** Those the actor stands above: nobody changes what is set for themselves. */
export function belowScope(actor: Actor): Prisma.TenantWhereInput {
  return {
    AND: [tenantScope(actor), { kind: { not: 'platform' } }, actor.tenantId ? { id: { not: actor.tenantId } } : {}],
  };
}

/** Set by the one above. A limit below what is given out takes nothing away; nothing can be added until it fits. */
export async function setLimits(actor: Actor, { tenantId, ...limits }: z.infer<typeof limitsInput>): Promise<void> {
  demand(actor, 'tenant:write');
  await transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM "Tenant" WHERE id = ${tenantId}::uuid FOR NO KEY UPDATE`;
    const tenant = await tx.tenant.findFirst({ where: { AND: [{ id: tenantId }, belowScope(actor)] } });
    if (!tenant) throw new Refusal('not-found');
    const keys = (Object.keys(limits) as (keyof LimitsInput)[]).filter(
      (key) => tenant.kind === 'reseller' || key.startsWith('most'),
    );
    const text = (value: number | bigint | null) => (value === null ? null : Number(value));
    const changed = keys.filter((key) => text(tenant[key]) !== limits[key]);
    if (changed.length === 0) return;
    const data = Object.fromEntries(
      changed.map((key) => [key, key.endsWith('Bytes') && limits[key] !== null ? BigInt(limits[key]) : limits[key]]),
    );
    await tx.tenant.update({ where: { id: tenant.id }, data });
    await record(tx, actor, {
      action: `${tenant.kind}.limits`,
      object: { type: tenant.kind, id: tenant.id, label: tenant.name },
      owner: { customerId: tenant.kind === 'customer' ? tenant.id : null, resellerId: tenant.resellerId },
      before: Object.fromEntries(changed.map((key) => [key, tenant[key]])),
      after: Object.fromEntries(changed.map((key) => [key, limits[key]])),
    });
  });
}
