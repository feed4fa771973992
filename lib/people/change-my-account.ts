import { record } from '@/lib/audit';
import { db, transaction } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { knowPlace } from '@/lib/guesses';
import { setOwnLocale } from '@/lib/mailboxes';
import { notify } from '@/lib/notices';
import { hashPassword, provePassword } from '@/lib/passwords';
import { endSignIns } from '@/lib/sign-ins';
import { type Actor, demand } from '@/lib/tenancy';

/** The language of the panel and of notifications for this account. */
export async function setMyLocale(actor: Actor, locale: string): Promise<void> {
  if (actor.kind === 'mailbox' && !actor.viewedBy) return setOwnLocale(actor, locale);
  // Viewing as somebody else does not change the language.
  await db().person.updateMany({ where: { id: actor.viewedBy?.id ?? actor.id }, data: { locale } });
}

/** Changes the person's own password after a check of the current one. All other sign-ins of the person end. */
export async function changeMyPassword(actor: Actor, present: string, wanted: string): Promise<void> {
  demand(actor, 'self:secure');
  if (actor.kind !== 'person') throw new Refusal('not-allowed');
  const name = await provePassword(actor, present);
  const passwordHash = await hashPassword(wanted);
  await transaction(async (tx) => {
    await tx.person.update({ where: { id: actor.id }, data: { passwordHash }, select: { id: true } });
    if (actor.ip) await knowPlace(tx, name, actor.ip);
    await endSignIns(tx, { personIds: [actor.id] }, { except: actor.signInId });
    await notify(tx, actor, { personId: actor.id }, { kind: 'password-changed' });
    await record(tx, actor, {
      action: 'person.password',
      object: { type: 'person', id: actor.id, label: actor.name },
      owner: actor,
    });
  });
}
