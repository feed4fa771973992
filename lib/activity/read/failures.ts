import { matches, type Queries, queries, sql } from '@/lib/db';
import { type Actor, demand, scope } from '@/lib/tenancy';
import type { Failures } from '../shapes';

/** All failed sign-ins over mail protocols, as `f`. */
export function allFailures(from: Queries = queries()) {
  return from.selectFrom('FailedLogin as f');
}

/** Addresses in the list of the most failures. */
const maxAddresses = 5;

/** Failed sign-ins over mail protocols in the last 24 hours: their number, and the addresses with the most. */
export async function readFailures(actor: Actor): Promise<Failures> {
  demand(actor, 'session:read');
  const rows = await allFailures()
    .where(sql<boolean>`f.at > now() - interval '24 hours'`)
    .where(matches('f', scope(actor)))
    .leftJoin('MailboxDirectory as m', 'm.id', 'f.mailboxId')
    .groupBy(['f.address', 'f.mailboxId', 'm.address'])
    .select([
      'f.address',
      'f.mailboxId',
      'm.address as mailbox',
      sql<number>`count(*)::int`.as('count'),
      sql<number>`count(DISTINCT f."remoteIp")::int`.as('ips'),
      sql<Date>`max(f.at)`.as('last'),
      sql<string>`mode() WITHIN GROUP (ORDER BY f.reason)`.as('reason'),
      sql<string | null>`host(mode() WITHIN GROUP (ORDER BY f."remoteIp"))`.as('ip'),
      sql<number>`sum(count(*)) OVER ()::int`.as('total'),
    ])
    .orderBy('count', 'desc')
    .orderBy('last', 'desc')
    .limit(maxAddresses)
    .execute();
  return {
    total: rows[0]?.total ?? 0,
    worst: rows.map(({ total: _, last, ...row }) => ({ ...row, lastAt: last.toISOString() })),
  };
}
