import { record } from '@/lib/audit';
import { type Prisma, queries, runIn, type Tx, transaction } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { type Actor, demand, tenantScope } from '@/lib/tenancy';

type Tenant = Prisma.TenantGetPayload<object>;

interface Change<T> {
  /** The second part of the audit action, after the kind of the tenant. */
  verb: 'limits' | 'suspend' | 'lift-suspension';
  before?: Record<string, unknown>;
  after?: Record<string, unknown>;
  result: T;
}

/** The tenants below the actor: nobody can change the limits of their own tenant. */
export function belowScope(actor: Actor): Prisma.TenantWhereInput {
  const others = actor.tenantId ? { id: { not: actor.tenantId } } : {};
  return { AND: [tenantScope(actor), { kind: { not: 'platform' } }, others] };
}

/**
 * Runs a change of a tenant: finds and locks it below the actor, changes it, and records the change. Null: nothing
 * changed.
 */
export async function changeTenant<T>(
  actor: Actor,
  tenantId: string,
  act: (tx: Tx, tenant: Tenant) => Promise<Change<T> | null>,
): Promise<T | null> {
  demand(actor, 'tenant:write');
  return transaction(async (tx) => {
    await runIn(tx, queries().selectFrom('Tenant').select('id').where('id', '=', tenantId).forNoKeyUpdate());
    const tenant = await tx.tenant.findFirst({ where: { AND: [{ id: tenantId }, belowScope(actor)] } });
    if (!tenant || tenant.kind === 'platform') throw new Refusal('not-found');
    const change = await act(tx, tenant);
    if (!change) return null;
    const { verb, result, ...values } = change;
    await record(tx, actor, {
      action: `${tenant.kind}.${verb}`,
      object: { type: tenant.kind, id: tenant.id, label: tenant.name },
      owner: { customerId: tenant.kind === 'customer' ? tenant.id : null, resellerId: tenant.resellerId },
      ...values,
    });
    return result;
  });
}
