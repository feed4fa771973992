import { db, queries } from '@/lib/db';

/** The open ones of these sign-ins, each with its mailbox. */
export function readOpenSignIns(ids: string[]): Promise<{ id: string; mailboxId: string | null }[]> {
  return db().signIn.findMany({
    where: { id: { in: ids }, endedAt: null, expiresAt: { gt: new Date() } },
    select: { id: true, mailboxId: true },
  });
}

/** When each of these people was last active. People who never signed in are not included. */
export async function lastSeenOf(personIds: string[]): Promise<Map<string, Date>> {
  if (personIds.length === 0) return new Map();
  const rows = await queries()
    .selectFrom('SignIn')
    .select(({ fn }) => ['personId', fn.max('lastSeenAt').as('lastSeenAt')])
    .where('personId', 'in', personIds)
    .groupBy('personId')
    .execute();
  return new Map(rows.flatMap(({ personId, lastSeenAt }) => (personId ? [[personId, lastSeenAt]] : [])));
}
