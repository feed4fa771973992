import type { z } from 'zod';
import type { Actor } from '@/lib/tenancy';
import { changeTenant } from './change-tenant';
import type { LimitsInput, limitsInput } from './shapes';

const plain = (value: number | bigint | null) => (value === null ? null : Number(value));

/**
 * Sets the limits of a tenant below the actor. A limit below the current allocation removes nothing, but nothing can be
 * added.
 */
export async function setLimits(actor: Actor, { tenantId, ...limits }: z.infer<typeof limitsInput>): Promise<void> {
  await changeTenant(actor, tenantId, async (tx, tenant) => {
    const keys = (Object.keys(limits) as (keyof LimitsInput)[]).filter(
      (key) => tenant.kind === 'reseller' || key.startsWith('max'),
    );
    const changed = keys.filter((key) => plain(tenant[key]) !== limits[key]);
    if (changed.length === 0) return null;
    const data = Object.fromEntries(
      changed.map((key) => [key, key.endsWith('Bytes') && limits[key] !== null ? BigInt(limits[key]) : limits[key]]),
    );
    await tx.tenant.update({ where: { id: tenant.id }, data });
    return {
      verb: 'limits',
      before: Object.fromEntries(changed.map((key) => [key, tenant[key]])),
      after: Object.fromEntries(changed.map((key) => [key, limits[key]])),
      result: undefined,
    };
  });
}
