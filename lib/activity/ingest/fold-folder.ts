import { type EventKind, recoveryFolder } from '../values';
import type { RecordOf, SessionDraft } from './draft';
import { type EventBook, lineKey } from './fold-mail';

const kinds: Record<RecordOf<'folder'>['action'], EventKind> = {
  created: 'folder-created',
  renamed: 'folder-renamed',
  deleted: 'folder-deleted',
};

/** A step of a folder. INBOX and the recovery folder come with the mailbox: nobody created them. */
export function foldFolder(book: EventBook, record: RecordOf<'folder'>, session: SessionDraft | null): void {
  if (book.seen.has(lineKey(record)) || record.box === recoveryFolder) return;
  if (record.action === 'created' && record.box === 'INBOX') return;
  book.drafts.push({
    id: null,
    offset: record.offset,
    at: record.at,
    address: record.address,
    kind: kinds[record.action],
    folder: record.box,
    fromFolder: record.from ?? null,
    uid: null,
    fromUid: null,
    recoveryUid: null,
    messageId: null,
    size: null,
    sender: null,
    subject: null,
    flags: [],
    unclear: record.unclear ?? false,
    service: record.service,
    sid: record.sid,
    session,
    credential: record.credential ?? null,
  });
}
