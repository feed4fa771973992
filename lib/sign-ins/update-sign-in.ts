import { db, type Tx } from '@/lib/db';

/** The list of sign-ins needs no finer resolution, and otherwise every page would write. */
const notedMs = 60_000;

/** Stores that a sign-in is in use, at most once a minute. No page waits for it. */
export function noteUse({ id, lastSeenAt }: { id: string; lastSeenAt: Date }, now = new Date()): void {
  if (now.getTime() - lastSeenAt.getTime() < notedMs) return;
  db()
    .signIn.updateMany({ where: { id, endedAt: null }, data: { lastSeenAt: now } })
    .catch(() => {});
}

/** The sign-in acts through this membership from now on. The caller has checked that it belongs to the person. */
export async function setMembership(tx: Tx, signInId: string, membershipId: string): Promise<void> {
  await tx.signIn.update({ where: { id: signInId }, data: { membershipId }, select: { id: true } });
}
