import { type EventKind, recoveryFolder } from '../values';
import type { EventDraft, Instant, MailRecord, SessionDraft } from './draft';

/** A copy and an expunge further apart than this are not one move. */
const moveMs = 60_000;

/** The events of a batch, and earlier events that a line of the batch may complete. */
export interface EventBook {
  drafts: EventDraft[];
  /** Lines that were processed before, by `lineKey`. */
  seen: Set<string>;
  /** Events without the second line of their pair, by `pairKey`, oldest first. */
  open: Map<string, EventDraft[]>;
  /** Sessions with a copy of which the log does not show from where and to where. */
  unclearCopies: Set<string>;
  /** Completed removals, by `doneKey`. */
  done: Set<string>;
  /** Earlier events that the batch completed. */
  completed: Set<EventDraft>;
}

export function newEventBook(seen: Iterable<string>, known: EventDraft[]): EventBook {
  const book: EventBook = {
    drafts: [],
    seen: new Set(seen),
    open: new Map(),
    unclearCopies: new Set(),
    done: new Set(),
    completed: new Set(),
  };
  for (const event of known) {
    if (event.unclear) {
      if (event.kind === 'copied') book.unclearCopies.add(event.sid);
      continue;
    }
    const source = sourceOf(event);
    if (source.uid === null) wait(book, event);
    else book.done.add(doneKey(event.sid, source.folder, source.uid));
  }
  return book;
}

/**
 * Dovecot logs two lines for a message that leaves a folder: a copy, then an expunge. For a removal the copy goes to
 * the recovery folder, for a move to another folder, and for a restore out of the recovery folder. Each pair becomes
 * one event: the first line creates it, the second one completes it, even in a later batch.
 */
export function foldMail(book: EventBook, record: MailRecord, session: SessionDraft | null): void {
  if (book.seen.has(lineKey(record))) return;
  if (record.unclear) {
    // Neither a pair nor a number: it may be half of a move.
    const { kind, sid } = add(book, record, session, unclearKind(record));
    if (kind === 'copied') book.unclearCopies.add(sid);
    return;
  }
  if (record.action === 'expunge') expunge(book, record, session);
  else if (record.action === 'copy') copy(book, record, session);
  else if (record.box === recoveryFolder) return;
  else {
    const kind = kindOf(record, record.action);
    add(book, record, session, kind);
    if (kind === 'marked-deleted' && session) session.removed += 1;
  }
}

function kindOf({ service }: MailRecord, action: Exclude<MailRecord['action'], 'expunge' | 'copy'>): EventKind {
  const kinds: Record<typeof action, EventKind> = {
    save: service === 'lmtp' ? 'delivered' : 'saved',
    delete: 'marked-deleted',
    undelete: 'unmarked-deleted',
    flag_change: 'flags',
  };
  return kinds[action];
}

function unclearKind(record: MailRecord): EventKind {
  if (record.action === 'expunge') return 'removed';
  if (record.action === 'copy') return record.service === 'lmtp' ? 'delivered' : 'copied';
  return kindOf(record, record.action);
}

function copy(book: EventBook, record: MailRecord, session: SessionDraft | null): void {
  const from = record.from ?? null;
  if (record.box === recoveryFolder && from) {
    const event = add(book, record, session, 'removed', {
      folder: from,
      uid: null,
      recoveryUid: record.uid ?? null,
    });
    countRemoval(session);
    wait(book, event);
    return;
  }
  if (record.box === recoveryFolder) return;
  // For a second recipient, delivery copies the message of the first one.
  const kind = record.service === 'lmtp' ? 'delivered' : from === recoveryFolder ? 'restored' : 'copied';
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
  // It may be the other half of a move, and the message still there.
  if (book.unclearCopies.has(record.sid)) {
    add(book, record, session, 'removed', nothingCertain);
    return;
  }
  if (record.box === recoveryFolder) {
    add(book, record, session, 'purged');
    return;
  }
  // There is no copy in the recovery folder if another folder still has the message.
  add(book, record, session, 'removed');
  countRemoval(session);
}

const nothingCertain: Partial<EventDraft> = {
  folder: '',
  uid: null,
  messageId: null,
  size: null,
  sender: null,
  subject: null,
  unclear: true,
};

function countRemoval(session: SessionDraft | null): void {
  if (!session) return;
  session.expunged += 1;
  // POP3 has no \Deleted flag: each expunge is a removal by the client.
  if (session.protocol === 'pop3') session.removed += 1;
}

function pairOf(book: EventBook, record: MailRecord): EventDraft | undefined {
  const waiting = book.open.get(pairKey(record.sid, record.box, record.messageId ?? null, record.size ?? null)) ?? [];
  // A copy to or from the recovery folder always belongs to an expunge. Another copy may be just a copy.
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

/** The source folder of an event, and the UID of the message there if known. */
function sourceOf(event: EventDraft): { folder: string; uid: number | null } {
  return event.kind === 'removed'
    ? { folder: event.folder, uid: event.uid }
    : { folder: event.fromFolder ?? '', uid: event.fromUid };
}

/** The key of a line: its offset and its instant, because the inode of a removed file is reused. */
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
    unclear: record.unclear ?? false,
    service: record.service,
    sid: record.sid,
    session,
    credential: record.credential ?? null,
    ...more,
  };
  book.drafts.push(event);
  return event;
}
