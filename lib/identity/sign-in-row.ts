import { db } from '@/lib/db';
import { mailboxBarred, membershipBarred } from './barred';

const tenantWithParent = { include: { parent: { include: { parent: true } } } } as const;
const withDomain = { include: { domain: { include: { customer: { include: { parent: true } } } } } } as const;

function find(id: string) {
  return db().signIn.findFirst({
    where: { id, endedAt: null, expiresAt: { gt: new Date() } },
    include: {
      person: { include: { memberships: { include: { tenant: tenantWithParent }, orderBy: { createdAt: 'asc' } } } },
      mailbox: withDomain,
      views: {
        where: { endedAt: null, expiresAt: { gt: new Date() } },
        include: { membership: { include: { person: true, tenant: tenantWithParent } }, mailbox: withDomain },
        take: 1,
      },
    },
  });
}

export type SignInRow = NonNullable<Awaited<ReturnType<typeof find>>>;

/** A sign-in that still holds, with its person's standing memberships, or null. */
export async function readSignIn(id: string): Promise<SignInRow | null> {
  const row = await find(id);
  if (!row) return null;
  if (row.mailbox && mailboxBarred(row.mailbox)) return null;
  if (row.person) {
    if (row.person.suspendedAt) return null;
    row.person.memberships = row.person.memberships.filter((membership) => !membershipBarred(membership));
    if (!row.person.memberships.some((membership) => membership.id === row.membershipId)) return null;
  }
  touch(row);
  return row;
}

/** Notes that the sign-in is in use, once a minute: a list of sign-ins needs no more, and a page should not wait for it. */
function touch(row: SignInRow): void {
  const now = new Date();
  if (now.getTime() - row.lastSeenAt.getTime() < 60_000) return;
  db()
    .signIn.updateMany({ where: { id: row.id, endedAt: null }, data: { lastSeenAt: now } })
    .catch(() => {});
}
