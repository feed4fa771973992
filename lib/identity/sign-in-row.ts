import { db } from '@/lib/db';
import { mailboxBarred, membershipBarred } from './barred';
import { withDomain } from './with-domain';

const tenantWithParent = { include: { parent: { include: { parent: true } } } } as const;

async function find(id: string) {
  const row = await db().signIn.findFirst({
    where: { id, endedAt: null, expiresAt: { gt: new Date() } },
    include: {
      person: { include: { memberships: { include: { tenant: tenantWithParent }, orderBy: { createdAt: 'asc' } } } },
      mailbox: true,
      views: {
        where: { endedAt: null, expiresAt: { gt: new Date() } },
        include: { membership: { include: { person: true, tenant: tenantWithParent } }, mailbox: true },
        take: 1,
      },
    },
  });
  if (!row) return null;
  const views = row.views.map(async ({ mailbox, ...view }) => ({
    ...view,
    mailbox: mailbox && (await withDomain(mailbox)),
  }));
  return { ...row, mailbox: row.mailbox && (await withDomain(row.mailbox)), views: await Promise.all(views) };
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
