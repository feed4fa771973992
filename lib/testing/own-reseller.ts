import { randomUUID } from 'node:crypto';
import { db } from '@/lib/db';
import type { Actor } from '@/lib/tenancy';
import { actorWith } from './actor';

/** A reseller with one customer, as actors, for one test file only. */
export async function ownReseller(): Promise<{ reseller: Actor; customer: Actor; tag: string }> {
  const tag = randomUUID().slice(0, 8);
  const { id } = await db().tenant.create({ data: { kind: 'reseller', name: `Reseller ${tag}` } });
  await db().tenant.update({ where: { id }, data: { resellerId: id } });
  const customer = await db().tenant.create({
    data: { kind: 'customer', name: `Customer ${tag}`, parentId: id, resellerId: id },
  });
  const actor = (role: 'reseller' | 'customer_admin', tenantId: string) =>
    actorWith({
      id: randomUUID(),
      name: `${role} ${tag}`,
      role,
      tenantId,
      tenantName: tag,
      customerId: role === 'customer_admin' ? tenantId : null,
      resellerId: id,
    });
  return { reseller: actor('reseller', id), customer: actor('customer_admin', customer.id), tag };
}
