import { type Queries, sql } from '@/lib/db';
import type { LogRecord } from '@/lib/dovecot';
import { sessionColumns, sessionInstants } from '../columns';
import type { EventKind } from '../values';
import { type EventDraft, protocolOf, type SessionDraft } from './draft';
import type { Ledger, Named } from './fold';
import { lineKey, newEventBook } from './fold-mail';
import { imitated } from './imitations';

/** The log file of a batch. */
export interface Place {
  node: string;
  inode: bigint;
}

const instant = (column: string) =>
  sql<string>`to_char(${sql.ref(column)} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** The columns of a session as in a draft. Null instants stay null. */
const draftColumns = sessionColumns.map((name) =>
  (sessionInstants as readonly string[]).includes(name) ? instant(`s.${name}`).as(name) : sql.ref(`s.${name}`).as(name),
);

/** Reads the rows that a batch may change. */
export async function loadLedger(
  inside: Queries,
  { node, inode }: Place,
  records: LogRecord[],
  named: Map<string, Named>,
): Promise<Ledger> {
  const ofSessions = records.filter(ofSession);
  const sids = [...new Set(ofSessions.map(({ sid }) => sid))];
  const pids = [...new Set(ofSessions.flatMap((record) => ('pid' in record && record.pid ? [record.pid] : [])))];
  const known = await knownSessions(inside, node, sids, pids);
  // A session starts with a login, or with a new session id.
  const unseen = new Set(sids);
  for (const { sid } of known) unseen.delete(sid);
  const ids = await newIds(inside, unseen.size + ofSessions.filter(({ kind }) => kind === 'login').length);
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
    events: newEventBook(await seenLines(inside, node, inode, records), await openEvents(inside, node, records)),
    failures: [],
    rejected: [],
    handshakes: [],
    unread: [],
    imitated: await imitated(inside, records),
    imitations: [],
    nextId: () => {
      const id = ids.shift();
      if (id === undefined) throw new Error('more sessions than records');
      return id;
    },
  };
}

/** The newest session of each session id, and the open sessions of each process. */
async function knownSessions(inside: Queries, node: string, sids: string[], pids: number[]): Promise<SessionDraft[]> {
  const rows = await inside
    .selectFrom('MailSession as s')
    .select(draftColumns)
    .where('s.id', 'in', (from) =>
      from
        .selectFrom(
          from
            .selectFrom('MailSession as l')
            .distinctOn('l.sid')
            .select('l.id')
            .where('l.node', '=', node)
            .where('l.sid', '=', sql<string>`ANY(${sids})`)
            .orderBy('l.sid')
            .orderBy('l.startedAt', 'desc')
            .as('newest'),
        )
        .select('newest.id')
        .union(
          from
            .selectFrom('MailSession as p')
            .select('p.id')
            .where('p.node', '=', node)
            .where('p.pid', '=', sql<number>`ANY(${pids}::int[])`)
            .where('p.endedAt', 'is', null),
        ),
    )
    .execute();
  return rows.map(toDraft);
}

/** Converts 64-bit counts to numbers and the id to text. */
function toDraft(row: Record<string, unknown>): SessionDraft {
  const plain = Object.entries(row).map(([name, value]) => [name, typeof value === 'bigint' ? Number(value) : value]);
  return { ...Object.fromEntries(plain), id: String(row.id), state: 'known' } as SessionDraft;
}

async function newIds(inside: Queries, count: number): Promise<string[]> {
  const { rows } = await sql<{ id: bigint }>`
    SELECT nextval('"MailSession_id_seq"') AS id FROM generate_series(1, ${count}::int)`.execute(inside);
  return rows.map(({ id }) => String(id));
}

/** Records of sessions of clients, not of deliveries or commands of the panel. */
function ofSession(
  record: LogRecord,
): record is Extract<LogRecord, { kind: 'login' | 'id' | 'end' | 'mail' | 'folder' | 'relayed' }> {
  switch (record.kind) {
    case 'started':
    case 'refused':
    case 'rejected':
    case 'handshake':
    case 'unread':
      return false;
    case 'id':
      return true;
    default:
      return protocolOf(record.service, null) !== null;
  }
}

/** Records that become events. */
const logged = new Set<LogRecord['kind']>(['mail', 'folder', 'relayed']);

async function seenLines(inside: Queries, node: string, inode: bigint, records: LogRecord[]): Promise<string[]> {
  const offsets = records.filter(({ kind }) => logged.has(kind)).map(({ offset }) => offset);
  if (offsets.length === 0) return [];
  const rows = await inside
    .selectFrom('MailEvent as e')
    .select(['e.offset', instant('e.at').as('at')])
    .where('e.node', '=', node)
    .where('e.inode', '=', inode)
    .where('e.offset', '>=', BigInt(Math.min(...offsets)))
    .where('e.offset', '<=', BigInt(Math.max(...offsets)))
    .execute();
  return rows.map(({ offset, at }) => lineKey({ offset: Number(offset), at }));
}

/** Events whose second line may be among the records: copies and removals of the same messages by the same sessions. */
async function openEvents(inside: Queries, node: string, records: LogRecord[]): Promise<EventDraft[]> {
  const expunges = records.flatMap((record) => (record.kind === 'mail' && record.action === 'expunge' ? [record] : []));
  if (expunges.length === 0) return [];
  const sids = [...new Set(expunges.map(({ sid }) => sid))];
  const messageIds = [...new Set(expunges.flatMap(({ messageId }) => (messageId ? [messageId] : [])))];
  const rows = await inside
    .selectFrom('MailEvent as e')
    .select(['e.id', 'e.offset', instant('e.at').as('at'), 'e.address', 'e.kind', 'e.folder', 'e.fromFolder'])
    .select(['e.uid', 'e.fromUid', 'e.recoveryUid', 'e.messageId', 'e.size', 'e.sender', 'e.subject', 'e.flags'])
    .select(['e.service', 'e.sid', 'e.credential', 'e.unclear'])
    .where('e.node', '=', node)
    .where('e.sid', '=', sql<string>`ANY(${sids})`)
    .where('e.kind', 'in', ['removed', 'copied', 'moved', 'restored'])
    .where(({ or, eb }) => or([eb('e.messageId', '=', sql<string>`ANY(${messageIds})`), eb('e.messageId', 'is', null)]))
    .orderBy('e.id')
    .execute();
  return rows.map(({ id, offset, size, kind, ...row }) => ({
    ...row,
    id: String(id),
    offset: Number(offset),
    kind: kind as EventKind,
    size: size === null ? null : Number(size),
    session: null,
  }));
}
