import { record } from '@/lib/audit';
import { transaction } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { setMembership } from '@/lib/sign-ins';
import { type Actor, demand } from '@/lib/tenancy';
import { currentSignIn } from './current-sign-in';

/** Acts through another of one's own memberships from now on, only in this sign-in. */
export async function switchMembership(actor: Actor, membershipId: string): Promise<void> {
  demand(actor, 'self:secure');
  const row = await currentSignIn();
  const role = row?.person?.roles.find(({ id }) => id === membershipId);
  if (!row || !role) throw new Refusal('not-found');
  await transaction(async (tx) => {
    await setMembership(tx, row.id, membershipId);
    await record(tx, actor, {
      action: 'sign-in.switch',
      object: { type: 'sign-in', id: row.id, label: role.tenantName },
      owner: { customerId: role.tenantKind === 'customer' ? role.tenantId : null, resellerId: role.resellerId },
    });
  });
}
