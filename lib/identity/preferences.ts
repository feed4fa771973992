import { record } from '@/lib/audit';
import { db, transaction } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { type Actor, demand } from '@/lib/tenancy';
import { currentRow } from './current-row';
import { hashPassword } from './password';
import { provePassword } from './prove-password';

/** The language of everything said to this account from now on. */
export async function setMyLocale(actor: Actor, locale: string): Promise<void> {
  // Who views as somebody else reads in a language of their own.
  if (actor.viewedBy) await db().person.updateMany({ where: { id: actor.viewedBy.id }, data: { locale } });
  else if (actor.kind === 'mailbox') await db().mailbox.updateMany({ where: { id: actor.id }, data: { locale } });
  else await db().person.updateMany({ where: { id: actor.id }, data: { locale } });
}

/** The language that the account behind this request chose, or null. */
export async function currentLocale(): Promise<string | null> {
  const row = await currentRow();
  return row?.person?.locale ?? row?.mailbox?.locale ?? null;
}

/** Acts from now on through another of one's own memberships, in this sign-in only. */
export async function switchMembership(actor: Actor, membershipId: string): Promise<void> {
  demand(actor, 'self:secure');
  const row = await currentRow();
  const membership = row?.person?.memberships.find((each) => each.id === membershipId);
  if (!row || !membership) throw new Refusal('not-found');
  await transaction(async (tx) => {
    await tx.signIn.update({ where: { id: row.id }, data: { membershipId }, select: { id: true } });
    await record(tx, actor, {
      action: 'sign-in.switch',
      object: { type: 'sign-in', id: row.id, label: membership.tenant.name },
      owner: {
        customerId: membership.tenant.kind === 'customer' ? membership.tenant.id : null,
        resellerId: membership.tenant.resellerId,
      },
    });
  });
}

/** A person's own new password, for who knows the present one. Every other sign-in of the person ends. */
export async function changeMyPassword(actor: Actor, present: string, wanted: string): Promise<void> {
  demand(actor, 'self:secure');
  if (actor.kind !== 'person') throw new Refusal('not-allowed');
  await provePassword(actor, present);
  const passwordHash = await hashPassword(wanted);
  await transaction(async (tx) => {
    await tx.person.update({ where: { id: actor.id }, data: { passwordHash }, select: { id: true } });
    await tx.signIn.updateMany({
      where: { personId: actor.id, endedAt: null, NOT: { id: actor.signInId ?? undefined } },
      data: { endedAt: new Date() },
    });
    await record(tx, actor, {
      action: 'person.password',
      object: { type: 'person', id: actor.id, label: actor.name },
      owner: actor,
    });
  });
}
