import type { LogRecord } from '@/lib/dovecot';
import type { EndReason } from '../values';
import { type FailureDraft, type Instant, newSession, protocolOf, type RecordOf, type SessionDraft } from './draft';
import { foldFolder } from './fold-folder';
import { type EventBook, foldMail, lineKey } from './fold-mail';

/** A client that sent its name before its login. */
export interface Named {
  name?: string;
  version?: string;
  at: Instant;
}

/** The state before a batch, and the changes by the batch. */
export interface Ledger {
  node: string;
  /** The newest session of each session id in the batch. */
  sessions: Map<string, SessionDraft>;
  /** Open sessions by process. */
  byPid: Map<number, SessionDraft>;
  named: Map<string, Named>;
  events: EventBook;
  failures: FailureDraft[];
  /** Protocols of failed sign-ins by session id, as logged by the login process. */
  rejected: RecordOf<'rejected'>[];
  /** Connections that ended before a sign-in. */
  handshakes: RecordOf<'handshake'>[];
  unread: RecordOf<'unread'>[];
  /** User names of mailboxes with a folder that imitates the log, now or before; and of mailboxes that are not known. */
  imitated: Set<string>;
  imitations: RecordOf<'folder'>[];
  nextId: () => string;
}

/** A login line may arrive after its session was adopted, because log lines come through several pipes. */
const lateMs = 10_000;

/** Applies a record to the ledger. Pure: it reads and changes only the ledger. */
export function fold(ledger: Ledger, record: LogRecord): void {
  switch (record.kind) {
    case 'login':
      login(ledger, record);
      return;
    case 'id':
      identify(ledger, record);
      return;
    case 'end':
      end(ledger, record);
      return;
    case 'mail': {
      const session = sessionOf(ledger, record);
      foldMail(ledger.events, asSettled(ledger, record), session);
      return;
    }
    case 'folder':
      if (record.imitates) ledger.imitations.push(record);
      foldFolder(ledger.events, record, sessionOf(ledger, record));
      return;
    case 'relayed':
      relayed(ledger, record);
      return;
    case 'refused':
      ledger.failures.push({
        offset: record.offset,
        at: record.at,
        address: record.address,
        sid: record.sid ?? null,
        remoteIp: record.remoteIp ?? null,
        // Only sign-ins by Postfix have no session id.
        protocol: record.sid ? null : 'submission',
        reason: record.reason,
      });
      return;
    case 'rejected':
      ledger.rejected.push(record);
      return;
    case 'handshake':
      ledger.handshakes.push(record);
      return;
    case 'unread':
      ledger.unread.push(record);
      return;
    case 'started':
      return;
  }
}

function login(ledger: Ledger, record: RecordOf<'login'>): void {
  const protocol = protocolOf(record.service, record.credential);
  if (!protocol) return;
  const known = ledger.sessions.get(record.sid);
  if (known && known.seenBy === 'log' && known.startedAt === record.at) return;
  const named = ledger.named.get(record.sid);
  ledger.named.delete(record.sid);
  const late = known && (known.seenBy === 'who' || sameConnection(known, record)) && near(known.startedAt, record.at);
  const adopted = late ? known : adoptedByPid(ledger, record);
  if (!late && known && !known.endedAt && known !== adopted) close(known, record.at, 'lost', 'session-id-reused');
  const { kind: _, offset: __, at: startedAt, service: ___, ...login } = record;
  const facts = { ...login, protocol, startedAt, seenBy: 'log' as const };
  const session: SessionDraft = adopted
    ? Object.assign(adopted, facts, { lastSeenAt: later(adopted.lastSeenAt, record.at) })
    : newSession({ ...facts, id: ledger.nextId(), node: ledger.node });
  if (named) {
    session.clientName = named.name ?? null;
    session.clientVersion = named.version ?? null;
  }
  touch(session);
  ledger.sessions.set(record.sid, session);
  if (record.pid && !session.endedAt) ledger.byPid.set(record.pid, session);
}

/** The adopted session of this login. Another open session of the process must have ended without a log line. */
function adoptedByPid(ledger: Ledger, record: RecordOf<'login'>): SessionDraft | undefined {
  const holder = record.pid ? ledger.byPid.get(record.pid) : undefined;
  if (!holder || holder.endedAt) return undefined;
  if (holder.seenBy === 'who' && holder.address === record.address) return holder;
  if (holder.startedAt <= record.at) close(holder, record.at, 'lost', 'process-reused');
  return undefined;
}

function sameConnection(known: SessionDraft, record: RecordOf<'login'>): boolean {
  return known.pid !== null && known.pid === record.pid && known.address === record.address;
}

function near(one: Instant, other: Instant): boolean {
  return Math.abs(Date.parse(one) - Date.parse(other)) <= lateMs;
}

function identify(ledger: Ledger, record: RecordOf<'id'>): void {
  const session = ledger.sessions.get(record.sid);
  if (!session || session.endedAt) {
    ledger.named.set(record.sid, {
      at: record.at,
      ...(record.name ? { name: record.name } : {}),
      ...(record.version ? { version: record.version } : {}),
    });
    return;
  }
  if (record.name) session.clientName = record.name;
  if (record.version) session.clientVersion = record.version;
  see(session, record.at);
}

type InSession = Extract<LogRecord, { pid: number; address: string }>;

/** The session of a line of a mail process. If its login line is missing or late, the session is adopted. */
function sessionOf(ledger: Ledger, record: Exclude<InSession, RecordOf<'login'>>): SessionDraft | null {
  const protocol = protocolOf(record.service, record.credential);
  if (!protocol) return null;
  const known = ledger.sessions.get(record.sid);
  if (known) {
    // The reconciler ended a session that is still logging.
    const presumed = known.endReason === 'lost' || (known.endReason === 'shutdown' && known.endDetail === restarted);
    if (known.endedAt && presumed && record.at > known.endedAt && record.kind !== 'end') {
      Object.assign(known, { endedAt: null, endReason: null, endDetail: null });
      touch(known);
    }
    if (!known.credential && record.credential) known.credential = record.credential;
    known.pid = record.pid;
    see(known, record.at);
    return known;
  }
  const holder = ledger.byPid.get(record.pid);
  const adopted =
    holder && holder.seenBy === 'who' && !holder.endedAt && holder.address === record.address ? holder : null;
  const facts = {
    sid: record.sid,
    protocol,
    address: record.address,
    remoteIp: record.remoteIp ?? null,
    credential: record.credential ?? null,
    pid: record.pid,
    seenBy: 'who' as const,
  };
  const session = adopted
    ? Object.assign(adopted, facts)
    : newSession({ ...facts, id: ledger.nextId(), node: ledger.node, startedAt: record.at });
  const named = ledger.named.get(record.sid);
  if (named) Object.assign(session, { clientName: named.name ?? null, clientVersion: named.version ?? null });
  see(session, record.at);
  ledger.sessions.set(record.sid, session);
  ledger.byPid.set(record.pid, session);
  return session;
}

function end(ledger: Ledger, record: RecordOf<'end'>): void {
  const session = sessionOf(ledger, record);
  if (!session) return;
  const presumed = session.endReason === 'lost' || session.endDetail === restarted;
  if (!session.endedAt || presumed) close(session, record.at, record.reason, record.detail);
  session.bytesIn = record.bytesIn ?? session.bytesIn;
  session.bytesOut = record.bytesOut ?? session.bytesOut;
  if (record.fetched !== undefined) session.fetched = Math.max(session.fetched ?? 0, record.fetched);
  session.removed = Math.max(session.removed, record.removed ?? 0);
  session.expunged = Math.max(session.expunged, record.expunged ?? 0);
  touch(session);
  if (ledger.byPid.get(record.pid) === session) ledger.byPid.delete(record.pid);
}

/** What a line says whose readings differ: that of ordinary folders, in a mailbox that has no others. */
function asSettled(ledger: Ledger, record: RecordOf<'mail'>): RecordOf<'mail'> {
  const { unclear, plain, ...rest } = record;
  return unclear && plain && !ledger.imitated.has(record.address.toLowerCase()) ? { ...rest, ...plain } : record;
}

function relayed(ledger: Ledger, record: RecordOf<'relayed'>): void {
  const session = sessionOf(ledger, record);
  if (ledger.events.seen.has(lineKey(record))) return;
  ledger.events.drafts.push({
    id: null,
    offset: record.offset,
    at: record.at,
    address: record.address,
    kind: 'relayed',
    folder: '',
    fromFolder: null,
    uid: null,
    fromUid: null,
    recoveryUid: null,
    messageId: null,
    size: record.size,
    sender: record.sender || null,
    subject: null,
    flags: [],
    unclear: false,
    service: record.service,
    sid: record.sid,
    session,
    credential: record.credential ?? null,
  });
  if (session) session.delivered += 1;
}

/** The detail of sessions that were open when Dovecot was restarted. */
export const restarted = 'mail-server-restarted';

function close(session: SessionDraft, at: Instant, reason: EndReason, detail: string): void {
  session.endedAt = at < session.startedAt ? session.startedAt : at;
  session.endReason = reason;
  session.endDetail = detail;
  see(session, session.endedAt);
}

function see(session: SessionDraft, at: Instant): void {
  session.lastSeenAt = later(session.lastSeenAt, at);
  touch(session);
}

function touch(session: SessionDraft): void {
  if (session.state === 'known') session.state = 'changed';
}

function later(one: Instant, other: Instant): Instant {
  return one > other ? one : other;
}
