import { matches, type Queries, queries, sql } from '@/lib/db';
import type { HandshakeReason } from '@/lib/dovecot';
import { type Actor, demand, mailboxScope, scope } from '@/lib/tenancy';
import type { FailedHandshake } from '../shapes';
import type { Protocol } from '../values';

/** For so long, a device may come back from where it was last seen. */
const seenDays = 60;
/** An address with more mailboxes than this belongs to nobody in particular: a provider, a proxy, a large company. */
const maxMailboxes = 20;
/** Rows of the list. */
const maxShown = 5;

/** Connections that ended in the TLS handshake, by hour, as `h`. */
export function allHandshakes(from: Queries = queries()) {
  return from.selectFrom('FailedHandshake as h');
}

/** The mailboxes with a device that was last seen at each address, as `o`, unless there are too many. */
function mailboxesAt(inside: Queries = queries()) {
  return inside
    .selectFrom('DeviceAddress as d')
    .where(sql<boolean>`d."lastSeenAt" > now() - make_interval(days => ${seenDays}::int)`)
    .groupBy('d.remoteIp')
    .having(sql<boolean>`count(DISTINCT d."mailboxId") <= ${maxMailboxes}`)
    .select(['d.remoteIp', sql<string[]>`array_agg(DISTINCT d."mailboxId")`.as('mailboxIds')]);
}

/** The mailboxes that these addresses may concern. */
export async function mailboxesOfHandshakes(inside: Queries, ips: string[]): Promise<string[]> {
  const rows = await mailboxesAt(inside).where('d.remoteIp', '=', sql<string>`ANY(${ips}::inet[])`).execute();
  return [...new Set(rows.flatMap(({ mailboxIds }) => mailboxIds))];
}

/**
 * The handshakes that the actor may see: all for staff, for others those from addresses where one of their mailboxes has a
 * device. They learn no address that they could not see in their own sessions.
 */
function seenBy(actor: Actor, domainId: string | null) {
  if (Object.keys(scope(actor)).length === 0 && !domainId) return sql<boolean>`true`;
  const own = queries()
    .selectFrom('MailboxDirectory as m')
    .select('m.id')
    .where(sql<boolean>`m.id = ANY (a."mailboxIds")`)
    .where(matches('m', { ...mailboxScope(actor), ...(domainId ? { domainId } : {}) }));
  const at = mailboxesAt().where(sql<boolean>`d."remoteIp" = h."remoteIp"`);
  return sql<boolean>`EXISTS (SELECT 1 FROM ${at} a WHERE EXISTS ${own})`;
}

/** Failed handshakes of the last 24 hours, to the hour, by address, with the actor's mailboxes that were last seen there. */
export async function readHandshakes(actor: Actor): Promise<FailedHandshake[]> {
  demand(actor, 'session:read');
  const atSame = mailboxesAt().where(sql<boolean>`d."remoteIp" = h."remoteIp"`);
  const rows = await allHandshakes()
    .where(sql<boolean>`h.hour > now() - interval '24 hours'`)
    .where(seenBy(actor, null))
    .groupBy(['h.remoteIp', 'h.protocol', 'h.reason'])
    .select([sql<string | null>`abbrev(h."remoteIp")`.as('ip'), 'h.protocol', 'h.reason'])
    .select([sql<number>`sum(h.count)::int`.as('count'), sql<Date>`max(h."lastAt")`.as('last')])
    .select(
      sql<
        { id: string; address: string }[]
      >`coalesce((SELECT jsonb_agg(jsonb_build_object('id', m.id, 'address', m.address)
        ORDER BY m.address) FROM ${atSame} a
        JOIN "MailboxDirectory" m ON m.id = ANY (a."mailboxIds") WHERE ${matches('m', mailboxScope(actor))}), '[]')`.as(
        'mailboxes',
      ),
    )
    // A scan must not hide the programs of mailboxes.
    .orderBy(sql`EXISTS (SELECT 1 FROM ${atSame} a)`, 'desc')
    .orderBy('count', 'desc')
    .orderBy('last', 'desc')
    .limit(maxShown)
    .execute();
  return rows.map(({ last, reason, ...row }) => ({
    ...row,
    reason: reason as HandshakeReason,
    lastAt: last.toISOString(),
  }));
}

/** How many connections with old encryption were turned away in these days. */
export async function countTurnedAway(
  actor: Actor,
  { days, domainId }: { days: number; domainId?: string | null | undefined },
): Promise<number> {
  const row = await allHandshakes()
    .where('h.reason', 'in', ['old-tls', 'no-cipher'])
    .where(sql<boolean>`h.hour > current_date - ${days}::int`)
    .where(seenBy(actor, domainId ?? null))
    .select(sql<number>`coalesce(sum(h.count), 0)::int`.as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** The failed handshakes of a device's address and protocol since it was last seen there, newest reason first. */
export async function handshakesSince(inside: Queries, mailboxIds: string[]) {
  const rows = await inside
    .selectFrom('DeviceAddress as d')
    .innerJoin('FailedHandshake as h', 'h.remoteIp', 'd.remoteIp')
    .where('d.mailboxId', '=', sql<string>`ANY(${mailboxIds}::uuid[])`)
    .where(
      'd.remoteIp',
      'in',
      mailboxesAt(inside)
        .clearSelect()
        .select('d.remoteIp')
        .where('d.remoteIp', 'in', (from) =>
          from
            .selectFrom('DeviceAddress as m')
            .select('m.remoteIp')
            .where('m.mailboxId', '=', sql<string>`ANY(${mailboxIds}::uuid[])`),
        ),
    )
    .where(sql<boolean>`d."lastSeenAt" > now() - make_interval(days => ${seenDays}::int)`)
    .where(sql<boolean>`h."firstAt" > d."lastSeenAt"`)
    .where(sql<boolean>`h.hour > now() - interval '7 days'`)
    .groupBy(['d.deviceId', 'd.mailboxId', 'h.protocol', 'h.reason', 'h.remoteIp'])
    .select(['d.deviceId', 'd.mailboxId', 'h.protocol', 'h.reason', sql<string>`host(h."remoteIp")`.as('ip')])
    .select([sql<number>`sum(h.count)::int`.as('count'), sql<Date>`max(h."lastAt")`.as('last')])
    .execute();
  return rows.map(({ last, protocol, reason, ...row }) => ({
    ...row,
    protocol: protocol as Protocol,
    reason: reason as HandshakeReason,
    lastAt: last.getTime(),
  }));
}
