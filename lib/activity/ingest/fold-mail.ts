import type { EventKind } from '../values';
import type { EventDraft, Instant, MailRecord, SessionDraft } from './draft';

/** Where Dovecot keeps removed messages; no client can see it. */
const recovery = '.EXPUNGED';
/** A copy and the removal of its original this far apart (ms) are two acts and not one move. */
const moveMs = 60_000;

/** The events of a batch, and those of its sessions that a line of the batch may belong to. */
export interface EventBook {
  drafts: EventDraft[];
  /** Lines that were taken in before, by `lineKey`. */
  seen: Set<string>;
  /** Events that wait for the second line of their pair, by `pairKey`, oldest first. */
  open: Map<string, EventDraft[]>;
  /** Removals that have had it, by `doneKey`. */
  done: Set<string>;
  /** Events from before the batch that it completed. */
  completed: Set<EventDraft>;
}

export function newEventBook(seen: Iterable<string>, known: EventDraft[]): EventBook {
  const book: EventBook = { drafts: [], seen: new Set(seen), open: new Map(), done: new Set(), completed: new Set() };
  for (const event of known) {
    const source = sourceOf(event);
    if (source.uid === null) wait(book, event);
    else book.done.add(doneKey(event.sid, source.folder, source.uid));
  }
  return book;
}

/**
 * A message that leaves a folder is logged in two lines: its copy, then its removal. Removed for good means a copy into
 * the recovery folder, a move a copy into another one, a message brought back a copy out of the recovery folder. Each
 * pair becomes one event, made at its first line and completed by its second, however many lines or batches lie between.
 */
export function foldMail(book: EventBook, record: MailRecord, session: SessionDraft | null): void {
  if (book.seen.has(lineKey(record))) return;
  if (record.action === 'expunge') expunge(book, record, session);
  else if (record.action === 'copy') copy(book, record, session);
  else if (record.box === recovery) return;
  else {
    const kinds: Record<typeof record.action, EventKind> = {
      save: saveKind(record),
      delete: 'marked-deleted',
      undelete: 'unmarked-deleted',
      flag_change: 'flags',
    };
    const kind = kinds[record.action];
    add(book, record, session, kind);
    if (kind === 'marked-deleted' && session) session.removed += 1;
  }
}

function saveKind({ service }: MailRecord): EventKind {
  return service === 'lmtp' ? 'delivered' : 'saved';
}

function copy(book: EventBook, record: MailRecord, session: SessionDraft | null): void {
  const from = record.from ?? null;
  if (record.box === recovery && from) {
    const event = add(book, record, session, 'removed', {
      folder: from,
      uid: null,
      recoveryUid: record.uid ?? null,
    });
    countRemoval(session);
    wait(book, event);
    return;
  }
  if (record.box === recovery) return;
  // Delivery to a second recipient copies what it saved for the first.
  const kind = record.service === 'lmtp' ? 'delivered' : from === recovery ? 'restored' : 'copied';
  const event = add(book, record, session, kind, kind === 'delivered' ? {} : { fromFolder: from });
  if (kind !== 'delivered' && from) wait(book, event);
}

function expunge(book: EventBook, record: MailRecord, session: SessionDraft | null): void {
  const uid = record.uid ?? null;
  if (uid !== null && book.done.has(doneKey(record.sid, record.box, uid))) return;
  const event = pairOf(book, record);
  if (event) {
    if (event.kind === 'removed') event.uid = uid;
    else event.fromUid = uid;
    if (event.kind === 'copied') event.kind = 'moved';
    if (event.id !== null) book.completed.add(event);
    if (uid !== null) book.done.add(doneKey(record.sid, record.box, uid));
    return;
  }
  if (record.box === recovery) {
    add(book, record, session, 'purged');
    return;
  }
  // Without a copy in the recovery folder: another folder still has the message.
  add(book, record, session, 'removed');
  countRemoval(session);
}

function countRemoval(session: SessionDraft | null): void {
  if (!session) return;
  session.expunged += 1;
  // POP3 knows no mark: what it removes, its client asked to be removed.
  if (session.protocol === 'pop3') session.removed += 1;
}

function pairOf(book: EventBook, record: MailRecord): EventDraft | undefined {
  const waiting = book.open.get(pairKey(record.sid, record.box, record.messageId ?? null, record.size ?? null)) ?? [];
  // A copy into or out of the recovery folder is never made without its removal; a plain copy may be just that.
  const sure = waiting.findIndex(({ kind }) => kind !== 'copied');
  const at = sure >= 0 ? sure : waiting.findIndex((event) => Date.parse(record.at) - Date.parse(event.at) <= moveMs);
  return at >= 0 ? waiting.splice(at, 1)[0] : undefined;
}

function wait(book: EventBook, event: EventDraft): void {
  const key = pairKey(event.sid, sourceOf(event).folder, event.messageId, event.size);
  const waiting = book.open.get(key);
  if (waiting) waiting.push(event);
  else book.open.set(key, [event]);
}

/** The folder that an event took its message out of, and the message's number there once that is known. */
function sourceOf(event: EventDraft): { folder: string; uid: number | null } {
  return event.kind === 'removed'
    ? { folder: event.folder, uid: event.uid }
    : { folder: event.fromFolder ?? '', uid: event.fromUid };
}

/** A line of a file: its place, and its instant, because the place of a file that is gone is given again. */
export function lineKey({ offset, at }: { offset: number; at: Instant }): string {
  return `${offset} ${at}`;
}

function pairKey(sid: string, folder: string, messageId: string | null, size: number | null): string {
  return JSON.stringify([sid, folder, messageId, size]);
}

function doneKey(sid: string, folder: string, uid: number): string {
  return JSON.stringify([sid, folder, uid]);
}

function add(
  book: EventBook,
  record: MailRecord,
  session: SessionDraft | null,
  kind: EventKind,
  more: Partial<EventDraft> = {},
): EventDraft {
  const event: EventDraft = {
    id: null,
    offset: record.offset,
    at: record.at,
    address: record.address,
    kind,
    folder: record.box,
    fromFolder: null,
    uid: record.uid ?? null,
    fromUid: null,
    recoveryUid: null,
    messageId: record.messageId ?? null,
    size: record.size ?? null,
    sender: record.sender ?? null,
    subject: record.subject ?? null,
    flags: record.flags,
    service: record.service,
    sid: record.sid,
    session,
    credential: record.credential ?? null,
    ...more,
  };
  book.drafts.push(event);
  return event;
}
