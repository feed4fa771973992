import type { z } from 'zod';
import { record } from '@/lib/audit';
import { db, type Prisma, transaction } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { hashPassword } from '@/lib/identity';
import { type Actor, demand, tenantScope } from '@/lib/tenancy';
import { isTaken } from './domains';
import { useOf } from './limits';
import type { CustomerRow, customerInput, TenantDetail, Use } from './shapes';

export const customerShown = {
  parent: { select: { id: true, name: true, kind: true } },
} satisfies Prisma.TenantInclude;

export function customerRow(row: Prisma.TenantGetPayload<{ include: typeof customerShown }>, use: Use): CustomerRow {
  const reseller = row.parent?.kind === 'reseller' ? row.parent : null;
  return {
    id: row.id,
    name: row.name,
    resellerId: reseller?.id ?? null,
    resellerName: reseller?.name ?? null,
    use,
    suspendedAt: row.suspendedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  };
}

/** A reseller or customer, with its limits; null when there is none below, or the same as, the actor's own. */
export async function readTenant(actor: Actor, tenantId: string): Promise<TenantDetail | null> {
  demand(actor, 'tenant:read');
  const row = await db().tenant.findFirst({
    where: { AND: [{ id: tenantId }, { kind: { not: 'platform' } }, tenantScope(actor)] },
    include: { parent: { select: { id: true, name: true, kind: true } } },
  });
  const use = row && (await useOf([row.id])).get(row.id);
  if (!row || row.kind === 'platform' || !use) return null;
  const { id, kind, name, suspendReason, holdsMail, mostDomains, mostMailboxes, eachDomains, eachMailboxes } = row;
  const bytes = (value: bigint | null) => (value === null ? null : Number(value));
  return {
    ...{ id, kind, name, suspendReason, holdsMail, use },
    reseller: row.parent?.kind === 'reseller' ? { id: row.parent.id, name: row.parent.name } : null,
    suspendedAt: row.suspendedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    limits: {
      ...{ mostDomains, mostMailboxes, eachDomains, eachMailboxes },
      mostBytes: bytes(row.mostBytes),
      eachBytes: bytes(row.eachBytes),
    },
  };
}

/** A customer of the acting reseller (or of the platform itself) with the person who administers it. */
export async function createCustomer(actor: Actor, input: z.infer<typeof customerInput>): Promise<{ id: string }> {
  demand(actor, 'tenant:write');
  const passwordHash = await hashPassword(input.password);
  try {
    return await transaction(async (tx) => {
      const parent = actor.tenantId
        ? await tx.tenant.findUnique({ where: { id: actor.tenantId } })
        : await tx.tenant.findFirst({ where: { kind: 'platform' } });
      if (!parent) throw new Refusal('not-found');
      // A mailbox signs in by its address: a person of the same name would shadow it.
      if (await tx.mailbox.findUnique({ where: { address: input.email } }))
        throw new Refusal('taken', { field: 'email', name: input.email });
      const customer = await tx.tenant.create({
        data: {
          kind: 'customer',
          name: input.name,
          parentId: parent.id,
          resellerId: parent.kind === 'reseller' ? parent.id : null,
        },
        select: { id: true, resellerId: true },
      });
      await tx.person.create({
        data: {
          email: input.email,
          name: input.personName,
          passwordHash,
          memberships: { create: { tenantId: customer.id, role: 'customer_admin' } },
        },
        select: { id: true },
      });
      await record(tx, actor, {
        action: 'customer.create',
        object: { type: 'customer', id: customer.id, label: input.name },
        owner: { customerId: customer.id, resellerId: customer.resellerId },
        after: { name: input.name, administrator: input.email },
      });
      return { id: customer.id };
    });
  } catch (error) {
    if (isTaken(error)) throw new Refusal('taken', { field: 'email', name: input.email });
    throw error;
  }
}
