import { record } from '@/lib/audit';
import { db, transaction } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { setOwnLocale } from '@/lib/mailboxes';
import { hashPassword, provePassword } from '@/lib/passwords';
import { endSignIns } from '@/lib/sign-ins';
import { type Actor, demand } from '@/lib/tenancy';

/** The language of everything that the panel and its mail say to this account. */
export async function setMyLocale(actor: Actor, locale: string): Promise<void> {
  if (actor.kind === 'mailbox' && !actor.viewedBy) return setOwnLocale(actor, locale);
  // Who views as somebody else keeps their own language.
  await db().person.updateMany({ where: { id: actor.viewedBy?.id ?? actor.id }, data: { locale } });
}

/** A person's own new password, for who knows the present one. Every other sign-in of the person ends. */
export async function changeMyPassword(actor: Actor, present: string, wanted: string): Promise<void> {
  demand(actor, 'self:secure');
  if (actor.kind !== 'person') throw new Refusal('not-allowed');
  await provePassword(actor, present);
  const passwordHash = await hashPassword(wanted);
  await transaction(async (tx) => {
    await tx.person.update({ where: { id: actor.id }, data: { passwordHash }, select: { id: true } });
    await endSignIns(tx, { personIds: [actor.id] }, { except: actor.signInId });
    await record(tx, actor, {
      action: 'person.password',
      object: { type: 'person', id: actor.id, label: actor.name },
      owner: actor,
    });
  });
}
