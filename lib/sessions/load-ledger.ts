import type { LogRecord } from '@/lib/dovecot';
import { type EventDraft, protocolOf, type SessionDraft } from './draft';
import type { Ledger, Named } from './fold';
import { lineKey, newEventBook } from './fold-mail';
import type { Query } from './write-ledger';

/** Where a batch's lines stand. */
export interface Place {
  node: string;
  inode: string;
}

const instant = (column: string) => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** A draft's columns, with instants as texts of microseconds and counts as numbers. */
export const sessionColumns = `s.id::text, s.node, s.sid, s.protocol, s."mailboxId", s."domainId", s."customerId", s."resellerId",
  s.address, abbrev(s."remoteIp") AS "remoteIp", s."remotePort", s.transport, s."tlsProtocol", s."tlsCipher", s.mechanism,
  s.credential, s.pid, s."clientName", s."clientVersion", ${instant('s."startedAt"')} AS "startedAt",
  ${instant('s."lastSeenAt"')} AS "lastSeenAt", ${instant('s."endedAt"')} AS "endedAt", s."endReason", s."endDetail",
  s."bytesIn"::float8, s."bytesOut"::float8, s.fetched, s.removed, s.expunged, s.delivered, s."seenBy", 'known' AS state`;

/** Reads what a batch's records may change. */
export async function loadLedger(
  query: Query,
  { node, inode }: Place,
  records: LogRecord[],
  named: Map<string, Named>,
): Promise<Ledger> {
  const told = records.filter(ofSession);
  const sids = [...new Set(told.map(({ sid }) => sid))];
  const pids = [...new Set(told.flatMap((record) => ('pid' in record && record.pid ? [record.pid] : [])))];
  const known = await query<SessionDraft & Record<string, unknown>>(
    `SELECT ${sessionColumns} FROM "MailSession" s
     WHERE s.id IN (
       (SELECT DISTINCT ON (l.sid) l.id FROM "MailSession" l WHERE l.node = $1 AND l.sid = ANY($2) ORDER BY l.sid, l."startedAt" DESC)
       UNION SELECT p.id FROM "MailSession" p WHERE p.node = $1 AND p.pid = ANY($3) AND p."endedAt" IS NULL
     )`,
    [node, sids, pids],
  );
  // A session begins with a login, or with a session id that nobody has heard of.
  const strangers = new Set(sids);
  for (const { sid } of known) strangers.delete(sid);
  const ids = (
    await query<{ id: string }>(`SELECT nextval('"MailSession_id_seq"')::text AS id FROM generate_series(1, $1)`, [
      strangers.size + told.filter(({ kind }) => kind === 'login').length,
    ])
  ).map(({ id }) => id);
  const sessions = new Map<string, SessionDraft>();
  const byPid = new Map<number, SessionDraft>();
  for (const session of known) {
    const other = sessions.get(session.sid);
    if (!other || other.startedAt < session.startedAt) sessions.set(session.sid, session);
    if (session.pid !== null && !session.endedAt) byPid.set(session.pid, session);
  }
  return {
    node,
    sessions,
    byPid,
    named: new Map(named),
    events: newEventBook(await seenLines(query, node, inode, records), await openEvents(query, node, records)),
    failures: [],
    rejected: [],
    nextId: () => {
      const id = ids.shift();
      if (id === undefined) throw new Error('more sessions than records');
      return id;
    },
  };
}

/** Records that belong to a client's session, which deliveries and the panel's own acts do not. */
function ofSession(
  record: LogRecord,
): record is Extract<LogRecord, { kind: 'login' | 'id' | 'end' | 'mail' | 'relayed' }> {
  if (record.kind === 'started' || record.kind === 'refused' || record.kind === 'rejected') return false;
  return record.kind === 'id' || protocolOf(record.service, null) !== null;
}

async function seenLines(query: Query, node: string, inode: string, records: LogRecord[]): Promise<string[]> {
  const offsets = records.filter(({ kind }) => kind === 'mail' || kind === 'relayed').map(({ offset }) => offset);
  if (offsets.length === 0) return [];
  const rows = await query<{ offset: number; at: string }>(
    `SELECT e."offset"::float8 AS "offset", ${instant('e.at')} AS at FROM "MailEvent" e
     WHERE e.node = $1 AND e.inode = $2 AND e."offset" BETWEEN $3 AND $4`,
    [node, inode, Math.min(...offsets), Math.max(...offsets)],
  );
  return rows.map(lineKey);
}

/** Events whose second line may be among the records: copies and removals of the same messages by the same sessions. */
async function openEvents(query: Query, node: string, records: LogRecord[]): Promise<EventDraft[]> {
  const expunges = records.flatMap((record) => (record.kind === 'mail' && record.action === 'expunge' ? [record] : []));
  if (expunges.length === 0) return [];
  const rows = await query<EventDraft & Record<string, unknown>>(
    `SELECT e.id::text, e."offset"::float8 AS "offset", ${instant('e.at')} AS at, e.address, e.kind, e.folder, e."fromFolder",
       e.uid, e."fromUid", e."recoveryUid", e."messageId", e.size::float8 AS size, e.sender, e.subject, e.flags, e.service, e.sid,
       e.credential
     FROM "MailEvent" e WHERE e.node = $1 AND e.sid = ANY($2) AND e.kind IN ('removed', 'copied', 'moved', 'restored')
       AND (e."messageId" = ANY($3) OR e."messageId" IS NULL)
     ORDER BY e.id`,
    [
      node,
      [...new Set(expunges.map(({ sid }) => sid))],
      [...new Set(expunges.flatMap(({ messageId }) => (messageId ? [messageId] : [])))],
    ],
  );
  return rows.map((row) => ({ ...row, session: null }));
}
