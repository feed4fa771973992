import type { Tx } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import type { Actor } from '@/lib/tenancy';

/**
 * Creates a customer of the acting reseller, or of the platform. The caller checks the capability and records the
 * change.
 */
export async function insertCustomer(
  tx: Tx,
  actor: Actor,
  name: string,
): Promise<{ id: string; resellerId: string | null }> {
  const parent = actor.tenantId
    ? await tx.tenant.findUnique({ where: { id: actor.tenantId } })
    : await tx.tenant.findFirst({ where: { kind: 'platform' } });
  if (!parent) throw new Refusal('not-found');
  return tx.tenant.create({
    data: {
      kind: 'customer',
      name,
      parentId: parent.id,
      resellerId: parent.kind === 'reseller' ? parent.id : null,
    },
    select: { id: true, resellerId: true },
  });
}
