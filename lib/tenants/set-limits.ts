import type { z } from 'zod';
import type { Actor } from '@/lib/tenancy';
import { changeTenant } from './change-tenant';
import type { LimitsInput, limitsInput } from './shapes';

const plain = (value: number | bigint | null) => (value === null ? null : Number(value));

/** Set by the one above. A limit below what is allocated takes nothing away; nothing can be added until it fits. */
export async function setLimits(actor: Actor, { tenantId, ...limits }: z.infer<typeof limitsInput>): Promise<void> {
  await changeTenant(actor, tenantId, async (tx, tenant) => {
    const keys = (Object.keys(limits) as (keyof LimitsInput)[]).filter(
      (key) => tenant.kind === 'reseller' || key.startsWith('most'),
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
