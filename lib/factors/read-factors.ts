import { db } from '@/lib/db';
import { type Actor, demand, mailboxScope } from '@/lib/tenancy';

/** The factors of the owner of a mailbox in addition to the password. */
export interface OwnersFactors {
  codes: boolean;
  passkeys: number;
}

export async function readOwnersFactors(actor: Actor, mailboxId: string): Promise<OwnersFactors> {
  demand(actor, 'mailbox:read');
  const mailbox = await db().mailboxDirectory.findFirst({
    where: { AND: [{ id: mailboxId }, mailboxScope(actor)] },
    select: { id: true },
  });
  if (!mailbox) return { codes: false, passkeys: 0 };
  const [codes, passkeys] = await Promise.all([
    db().secondFactor.count({ where: { mailboxId, confirmedAt: { not: null } } }),
    db().passkey.count({ where: { mailboxId } }),
  ]);
  return { codes: codes > 0, passkeys };
}

/** The people among these who have a factor in addition to the password. */
export async function peopleWithFactors(personIds: string[]): Promise<Set<string>> {
  const where = { personId: { in: personIds } };
  const [codes, passkeys] = await Promise.all([
    db().secondFactor.findMany({ where: { ...where, confirmedAt: { not: null } }, select: { personId: true } }),
    db().passkey.findMany({ where, select: { personId: true }, distinct: ['personId'] }),
  ]);
  return new Set([...codes, ...passkeys].flatMap(({ personId }) => personId ?? []));
}
