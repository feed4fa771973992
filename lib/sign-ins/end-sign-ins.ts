import { db, type Prisma, type Tx } from '@/lib/db';

/** The accounts: mailbox owners, people, or a membership. */
export type SignInsOf = { mailboxIds: string[] } | { personIds: string[] } | { membershipIds: string[] };

function openOf(of: SignInsOf): Prisma.SignInWhereInput {
  const open = { endedAt: null, expiresAt: { gt: new Date() } };
  if ('mailboxIds' in of) return { ...open, mailboxId: { in: of.mailboxIds } };
  if ('personIds' in of) return { ...open, personId: { in: of.personIds } };
  return { ...open, membershipId: { in: of.membershipIds } };
}

/** Ends all open sign-ins of these accounts except the current one. Returns their number. */
export async function endSignIns(
  tx: Tx,
  of: SignInsOf,
  { except = null, at = new Date() }: { except?: string | null; at?: Date } = {},
): Promise<number> {
  const where = { ...openOf(of), ...(except ? { id: { not: except } } : {}) };
  const { count } = await tx.signIn.updateMany({ where, data: { endedAt: at } });
  return count;
}

export function countSignIns(of: SignInsOf): Promise<number> {
  return db().signIn.count({ where: openOf(of) });
}

/** Ends a sign-in. Its cookie is invalid from the next request on. */
export async function endSignIn(signInId: string): Promise<void> {
  await db().signIn.updateMany({ where: { id: signInId, endedAt: null }, data: { endedAt: new Date() } });
}
