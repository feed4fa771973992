import { matches, type Queries, queries, sql, type Tables } from '@/lib/db';
import { placeOf } from '@/lib/places';
import { type Actor, scope } from '@/lib/tenancy';
import type { EndReason, SessionRow } from '../shapes';

/** The sessions that the actor may see, as `s`. */
export function sessionsOf(actor: Actor, from: Queries = queries()) {
  return from.selectFrom('MailSession as s').where(matches('s', scope(actor)));
}

/** All sessions, as `s`: for background jobs, and for joins with tables that are already scoped. */
export function allSessions(from: Queries = queries()) {
  return from.selectFrom('MailSession as s');
}

type SessionQuery = ReturnType<typeof allSessions>;

/**
 * Reads rows for pages. The sessions are selected and limited first, and joined afterwards, so that the joins do not
 * affect the plan. The order is applied again, because a join does not keep it.
 */
export async function readSessionRows(
  chosen: SessionQuery,
  order: (query: ReturnType<typeof labelled>) => ReturnType<typeof labelled> = newestFirst,
): Promise<SessionRow[]> {
  const rows = await order(labelled(chosen)).execute();
  return rows.map(toRow);
}

const newestFirst = (query: ReturnType<typeof labelled>) =>
  query.orderBy('s.startedAt', 'desc').orderBy('s.id', 'desc');

function labelled(chosen: SessionQuery) {
  return queries()
    .selectFrom(chosen.selectAll().as('s'))
    .leftJoin('CredentialName as c', 'c.credential', 's.credential')
    .leftJoin('DeviceOfSession as d', 'd.sessionId', 's.id')
    .selectAll('s')
    .select(['c.name as credentialLabel', 'd.deviceId']);
}

type Labelled = Tables['MailSession'] & { credentialLabel: string | null; deviceId: string | null };

function toRow({
  domainId: _,
  id,
  endReason,
  seenBy,
  startedAt,
  lastSeenAt,
  endedAt,
  bytesIn,
  bytesOut,
  revision,
  ...row
}: Labelled): SessionRow {
  return {
    id: String(id),
    ...row,
    endReason: endReason as EndReason | null,
    seenBy: seenBy === 'who' ? 'who' : 'log',
    place: placeOf(row.remoteIp),
    startedAt: startedAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
    bytesIn: bytesIn === null ? null : Number(bytesIn),
    bytesOut: bytesOut === null ? null : Number(bytesOut),
    revision: Number(revision),
  };
}

/** Open sessions of a mailbox on a node, by pid. */
export async function openSessionsByPid(node: string, address: string, pids: number[]) {
  if (pids.length === 0) return new Map();
  const sessions = await allSessions()
    .select(['s.pid', 's.protocol', 's.credential'])
    .where('s.node', '=', node)
    .where('s.address', '=', address)
    .where('s.endedAt', 'is', null)
    .where('s.pid', 'in', pids)
    .execute();
  return new Map(sessions.map((session) => [session.pid, session]));
}

/** The number of open sessions of a customer, or of all customers of a reseller. */
export async function countOpenSessions(of: { customerId: string } | { resellerId: string }): Promise<number> {
  const { count } = await allSessions()
    .select(sql<number>`count(*)::int`.as('count'))
    .where(matches('s', of))
    .where('s.endedAt', 'is', null)
    .executeTakeFirstOrThrow();
  return count;
}
