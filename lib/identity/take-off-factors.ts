import { record } from '@/lib/audit';
import { db, transaction } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { type Actor, demand, mailboxScope } from '@/lib/tenancy';

/** What a mailbox's owner signs in with beside the password. */
export interface OwnersFactors {
  codes: boolean;
  passkeys: number;
}

export async function readOwnersFactors(actor: Actor, mailboxId: string): Promise<OwnersFactors> {
  demand(actor, 'mailbox:read');
  const row = await db().mailbox.findFirst({
    where: { AND: [{ id: mailboxId }, mailboxScope(actor)] },
    select: { secondFactor: { select: { confirmedAt: true } }, _count: { select: { passkeys: true } } },
  });
  return { codes: Boolean(row?.secondFactor?.confirmedAt), passkeys: row?._count.passkeys ?? 0 };
}

/** For an owner who lost phone, recovery codes and passkeys; every sign-in of theirs ends. */
export async function takeOffOwnersFactors(actor: Actor, mailboxId: string): Promise<void> {
  demand(actor, 'mailbox:write');
  await transaction(async (tx) => {
    const mailbox = await tx.mailbox.findFirst({ where: { AND: [{ id: mailboxId }, mailboxScope(actor)] } });
    if (!mailbox) throw new Refusal('not-found');
    await tx.secondFactor.deleteMany({ where: { mailboxId } });
    await tx.passkey.deleteMany({ where: { mailboxId } });
    await tx.signIn.updateMany({ where: { mailboxId, endedAt: null }, data: { endedAt: new Date() } });
    await record(tx, actor, {
      action: 'second-factor.take-off',
      object: { type: 'mailbox', id: mailboxId, label: mailbox.address },
      owner: { customerId: mailbox.customerId, resellerId: mailbox.resellerId, mailboxId },
    });
  });
}
