import { db, type Prisma, type Tx } from '@/lib/db';

/** Whose sign-ins: of mailbox owners, of people, or those that act through a membership. */
export interface SignInsOf {
  mailboxIds?: string[];
  personIds?: string[];
  membershipIds?: string[];
}

function openOf({ mailboxIds = [], personIds = [], membershipIds = [] }: SignInsOf): Prisma.SignInWhereInput {
  return {
    endedAt: null,
    expiresAt: { gt: new Date() },
    OR: [{ mailboxId: { in: mailboxIds } }, { personId: { in: personIds } }, { membershipId: { in: membershipIds } }],
  };
}

/** Ends every open sign-in of these accounts but the one that asks; answers how many. */
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
