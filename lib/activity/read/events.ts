import { matches, type Queries, queries, sql, type Tables } from '@/lib/db';
import { type Actor, scope } from '@/lib/tenancy';
import type { EventKind, EventRow, EventSession, Verdict } from '../shapes';
import { recoveryDays } from '../values';

/** The events that the actor may see, as `e`. */
export function eventsOf(actor: Actor, from: Queries = queries()) {
  return from.selectFrom('MailEvent as e').where(matches('e', scope(actor)));
}

/** All events, as `e`: for background jobs, and for joins with tables that are already scoped. */
export function allEvents(from: Queries = queries()) {
  return from.selectFrom('MailEvent as e');
}

type EventQuery = ReturnType<typeof allEvents>;

/**
 * A removal can be undone while its copy is in the recovery folder: it is recent, and the copy was not restored or
 * expunged. If the folder was recreated, the UID is wrong. Therefore the node compares UID and Message-ID.
 */
const recoverable = sql<boolean>`e.kind = 'removed' AND e."recoveryUid" IS NOT NULL
  AND e.at > now() - make_interval(days => ${recoveryDays}::int)
  AND NOT EXISTS (SELECT 1 FROM "MailEvent" l
    WHERE l."mailboxId" = e."mailboxId" AND l."messageId" IS NOT DISTINCT FROM e."messageId" AND l.at >= e.at
      AND ((l.kind = 'restored' AND l."fromUid" = e."recoveryUid") OR (l.kind = 'purged' AND l.uid = e."recoveryUid")))`;

/** The events selected by `chosen`, each with its session and the name of its app password, in `order`. */
export async function readEventRows(chosen: EventQuery, order: 'asc' | 'desc'): Promise<EventRow[]> {
  return (await labelled(chosen, order).execute()).map(toRow);
}

function labelled(chosen: EventQuery, order: 'asc' | 'desc') {
  return queries()
    .selectFrom(chosen.selectAll().as('e'))
    .leftJoin('MailSession as s', 's.id', 'e.sessionId')
    .leftJoin('CredentialName as c', 'c.credential', 'e.credential')
    .selectAll('e')
    .select(['s.protocol', 's.remoteIp', 's.clientName', 's.clientVersion', 's.startedAt', 's.endedAt'])
    .select(['c.name as credentialLabel', recoverable.as('recoverable')])
    .orderBy('e.at', order)
    .orderBy('e.id', order);
}

type OfSession = { [Name in Exclude<keyof EventSession, 'id'>]: Tables['MailSession'][Name] | null };

function toRow(
  row: Tables['MailEvent'] & OfSession & { credentialLabel: string | null; recoverable: boolean },
): EventRow {
  const { id, node, at, mailboxId, address, kind, folder, fromFolder, uid, messageId, size } = row;
  const { sender, subject, flags, unclear, service, command, sid, credential, credentialLabel, recoverable } = row;
  return {
    id: String(id),
    node,
    at: at.toISOString(),
    mailboxId,
    address,
    kind: kind as EventKind,
    verdict: row.verdict as Verdict | null,
    folder,
    fromFolder,
    uid,
    messageId,
    size: size === null ? null : Number(size),
    sender,
    subject,
    flags,
    unclear,
    service,
    command,
    sid,
    credential,
    credentialLabel,
    session: sessionOf(row.sessionId, row),
    recoverable,
  };
}

function sessionOf(id: bigint | null, row: OfSession): EventSession | null {
  const { protocol, remoteIp, clientName, clientVersion, startedAt, endedAt } = row;
  if (id === null || protocol === null || startedAt === null) return null;
  return {
    id: String(id),
    protocol,
    remoteIp,
    clientName,
    clientVersion,
    startedAt: startedAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
  };
}
