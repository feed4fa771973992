import { record } from '@/lib/audit';
import { type Tx, transaction } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { notify } from '@/lib/notices';
import { endSignIns } from '@/lib/sign-ins';
import { type Actor, demand, mailboxScope } from '@/lib/tenancy';
import type { Account } from './account';

/**
 * Removes the second factor and the passkeys of an account and ends its sign-ins. Then the password is enough again. The
 * caller checks the actor.
 */
export async function removeFactors(tx: Tx, actor: Actor, account: Account): Promise<void> {
  await tx.secondFactor.deleteMany({ where: account });
  await tx.passkey.deleteMany({ where: account });
  await endSignIns(
    tx,
    'mailboxId' in account ? { mailboxIds: [account.mailboxId] } : { personIds: [account.personId] },
  );
  await notify(tx, actor, account, { kind: 'factors-removed' });
}

/** For an owner who lost the phone, recovery codes and passkeys. */
export async function removeOwnersFactors(actor: Actor, mailboxId: string): Promise<void> {
  demand(actor, 'mailbox:write');
  await transaction(async (tx) => {
    const mailbox = await tx.mailboxDirectory.findFirst({ where: { AND: [{ id: mailboxId }, mailboxScope(actor)] } });
    if (!mailbox) throw new Refusal('not-found');
    await removeFactors(tx, actor, { mailboxId });
    await record(tx, actor, {
      action: 'second-factor.remove-all',
      object: { type: 'mailbox', id: mailboxId, label: mailbox.address },
      owner: { customerId: mailbox.customerId, resellerId: mailbox.resellerId, mailboxId },
    });
  });
}
