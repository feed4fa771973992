import { describe, expect, it } from 'vitest';
import type { LogRecord } from '@/lib/dovecot';
import type { RecordOf, SessionDraft } from './draft';
import { fold, type Ledger, restarted } from './fold';
import { newEventBook } from './fold-mail';

function ledger(): Ledger {
  let id = 0;
  return {
    node: 'mx1',
    sessions: new Map(),
    byPid: new Map(),
    named: new Map(),
    events: newEventBook([], []),
    failures: [],
    rejected: [],
    handshakes: [],
    unread: [],
    imitated: new Set(),
    imitations: [],
    nextId: () => {
      id += 1;
      return String(id);
    },
  };
}

let offset = 0;
const at = (second: number) => `2026-11-23T06:40:${String(second).padStart(2, '0')}.000001Z`;
const place = (second: number) => {
  offset += 100;
  return { offset, at: at(second) };
};
const login = (second: number, more: Partial<Extract<LogRecord, { kind: 'login' }>> = {}): LogRecord => ({
  kind: 'login',
  ...place(second),
  service: 'imap',
  address: 'a@b.example',
  remoteIp: '192.0.2.1',
  pid: 7,
  transport: 'tls',
  sid: 's1',
  credential: 'main',
  ...more,
});
const who = { service: 'imap' as const, address: 'a@b.example', pid: 7, sid: 's1', credential: 'main' };
const end = (second: number, more: Partial<Extract<LogRecord, { kind: 'end' }>> = {}): LogRecord => ({
  kind: 'end',
  ...place(second),
  ...who,
  reason: 'logged-out',
  detail: 'Logged out',
  bytesIn: 1,
  bytesOut: 2,
  ...more,
});
const mail = (second: number, more: Partial<Extract<LogRecord, { kind: 'mail' }>>): LogRecord => ({
  kind: 'mail',
  ...place(second),
  ...who,
  action: 'expunge',
  box: 'INBOX',
  uid: 5,
  messageId: '<m@x>',
  size: 10,
  flags: [],
  ...more,
});

function run(records: LogRecord[], book = ledger()): { sessions: SessionDraft[]; ledger: Ledger; kinds: string[] } {
  for (const record of records) fold(book, record);
  return { sessions: [...book.sessions.values()], ledger: book, kinds: book.events.drafts.map(({ kind }) => kind) };
}

describe('a session', () => {
  it('starts, gets its client name before or after the login, and ends with its figures', () => {
    const { sessions } = run([
      { kind: 'id', ...place(0), sid: 's1', name: 'K9', version: '6' },
      login(1),
      { kind: 'id', ...place(2), sid: 's1', name: 'K9 Mail' },
      end(3, { fetched: 4, removed: 2, expunged: 2 }),
    ]);
    expect(sessions).toMatchObject([
      {
        sid: 's1',
        protocol: 'imap',
        clientName: 'K9 Mail',
        clientVersion: '6',
        startedAt: at(1),
        endedAt: at(3),
        endReason: 'logged-out',
        fetched: 4,
        removed: 2,
        bytesIn: 1,
        seenBy: 'log',
      },
    ]);
  });

  it('of a web sign-in is webmail', () => {
    expect(run([login(1, { credential: 'web01a20710-fd4d' })]).sessions[0]?.protocol).toBe('webmail');
  });

  it('is complete when its own lines come before the login line', () => {
    const { sessions } = run([end(2), login(1)]);
    expect(sessions).toMatchObject([{ startedAt: at(1), endedAt: at(2), seenBy: 'log', transport: 'tls' }]);
  });

  it('whose login line is missing is adopted from its activity, without invented data', () => {
    const { sessions } = run([mail(5, { action: 'save', remoteIp: '192.0.2.7' })]);
    expect(sessions).toMatchObject([{ seenBy: 'who', transport: 'unknown', remoteIp: '192.0.2.7', mechanism: null }]);
  });

  it('ends when its id is used again by another session', () => {
    const book = ledger();
    run([login(1)], book);
    const first = book.sessions.get('s1');
    run([login(30, { pid: 8 })], book);
    expect(first).toMatchObject({ endReason: 'lost', endedAt: at(30) });
    expect(book.sessions.get('s1')).toMatchObject({ startedAt: at(30), pid: 8, endedAt: null });
  });

  it('ends when its process serves another session', () => {
    const { sessions } = run([login(1), login(20, { sid: 's2' })]);
    expect(sessions).toMatchObject([
      { sid: 's1', endReason: 'lost' },
      { sid: 's2', endedAt: null },
    ]);
  });

  it('that was ended as lost continues when it logs again', () => {
    const { sessions } = run([login(1)]);
    const session = Object.assign(sessions[0] as SessionDraft, { endedAt: at(2), endReason: 'lost' });
    const book = ledger();
    book.sessions.set('s1', session);
    run([mail(3, { action: 'save' })], book);
    expect(session).toMatchObject({ endedAt: null, endReason: null });
    Object.assign(session, { endedAt: at(4), endReason: 'shutdown', endDetail: restarted });
    run([end(5)], book);
    expect(session).toMatchObject({ endedAt: at(5), endReason: 'logged-out' });
  });

  it('that is logged twice changes nothing', () => {
    const records = [login(1), mail(2, { action: 'delete' }), end(3, { removed: 1 })];
    const book = ledger();
    const once = JSON.stringify(run(records, book).sessions);
    expect(run([records[0] as LogRecord], book).sessions).toHaveLength(1);
    expect(JSON.stringify([...book.sessions.values()])).toBe(once);
  });

  it('does not exist for delivery and doveadm', () => {
    expect(run([mail(1, { service: 'lmtp', action: 'save' }), mail(2, { service: 'doveadm' })]).sessions).toEqual([]);
  });
});

describe('message events', () => {
  it('a removal is a copy in the recovery folder and an expunge from the folder', () => {
    const { ledger: book, sessions } = run([
      login(1),
      mail(2, { action: 'copy', from: 'INBOX', box: '.EXPUNGED', uid: 90 }),
      mail(2, { uid: 5 }),
    ]);
    expect(book.events.drafts).toMatchObject([{ kind: 'removed', folder: 'INBOX', uid: 5, recoveryUid: 90 }]);
    expect(sessions[0]).toMatchObject({ expunged: 1, removed: 0 });
  });

  it('many removals in one command are paired correctly, although all copies come first', () => {
    const { ledger: book } = run([
      ...[1, 2, 3].map((n) =>
        mail(2, { action: 'copy', from: 'INBOX', box: '.EXPUNGED', uid: 90 + n, messageId: `<${n}>` }),
      ),
      mail(2, { action: 'copy', from: 'INBOX', box: '.EXPUNGED', uid: 94, messageId: '<3>' }),
      ...[1, 2, 3].map((n) => mail(2, { uid: n, messageId: `<${n}>` })),
      mail(2, { uid: 4, messageId: '<3>' }),
    ]);
    expect(book.events.drafts.map(({ uid, recoveryUid }) => [uid, recoveryUid])).toEqual([
      [1, 91],
      [2, 92],
      [3, 93],
      [4, 94],
    ]);
  });

  it('a move is one event and not a removal', () => {
    const { ledger: book, sessions } = run([
      login(1),
      mail(2, { action: 'copy', from: 'INBOX', box: 'Trash', uid: 1 }),
      mail(2, { uid: 5 }),
    ]);
    expect(book.events.drafts).toMatchObject([
      { kind: 'moved', folder: 'Trash', fromFolder: 'INBOX', uid: 1, fromUid: 5 },
    ]);
    expect(sessions[0]?.expunged).toBe(0);
  });

  it('a copy remains a copy when the original is expunged much later', () => {
    const copyAndRemoval = (second: number) => [
      mail(1, { action: 'copy', from: 'INBOX', box: 'Archive', uid: 1 }),
      { ...mail(2, { uid: 5 }), at: `2026-11-23T06:5${second}:00.000000Z` } as LogRecord,
    ];
    expect(run(copyAndRemoval(2)).kinds).toEqual(['copied', 'removed']);
  });

  it('a restored message, and one that was purged', () => {
    const { ledger: book } = run([
      mail(2, { service: 'doveadm', action: 'copy', from: '.EXPUNGED', box: 'INBOX', uid: 9 }),
      mail(2, { service: 'doveadm', box: '.EXPUNGED', uid: 90 }),
      mail(3, { service: 'doveadm', box: '.EXPUNGED', uid: 91 }),
    ]);
    expect(book.events.drafts).toMatchObject([
      { kind: 'restored', folder: 'INBOX', fromFolder: '.EXPUNGED', uid: 9, fromUid: 90 },
      { kind: 'purged', folder: '.EXPUNGED', uid: 91 },
    ]);
  });

  it('every POP3 expunge is a removal', () => {
    const pop3 = { service: 'pop3' as const };
    const { sessions } = run([
      login(1, pop3),
      mail(2, { ...pop3, action: 'copy', from: 'INBOX', box: '.EXPUNGED' }),
      mail(2, pop3),
      end(3, { ...pop3, removed: 1, fetched: 1 }),
    ]);
    expect(sessions[0]).toMatchObject({ protocol: 'pop3', removed: 1, expunged: 1, fetched: 1 });
  });

  it('delivery, append, deletion mark and flags', () => {
    expect(
      run([
        mail(1, { service: 'lmtp', action: 'save' }),
        mail(1, { service: 'lmtp', action: 'copy', from: 'INBOX', box: 'INBOX' }),
        mail(1, { action: 'save', box: 'Sent' }),
        mail(1, { action: 'delete' }),
        mail(1, { action: 'undelete' }),
        mail(1, { action: 'flag_change' }),
      ]).kinds,
    ).toEqual(['delivered', 'delivered', 'saved', 'marked-deleted', 'unmarked-deleted', 'flags']);
  });
});

describe('a line that can be read in several ways', () => {
  const plain = { box: 'INBOX', uid: 5, messageId: '<m@x>', size: 10 };
  const open = (second: number, more: Partial<Extract<LogRecord, { kind: 'mail' }>>): LogRecord => {
    const { kind, offset, at, service, address, pid, sid, credential, flags } = mail(second, {}) as RecordOf<'mail'>;
    const known = { kind, offset, at, service, address, pid, sid, credential, flags };
    return { ...known, action: 'expunge', box: '', unclear: true, ...more } as LogRecord;
  };

  it('is about no message, and no number of its session', () => {
    const book = ledger();
    book.imitated.add('a@b.example');
    const { sessions } = run([login(0), open(1, { plain }), open(2, { action: 'copy' })], book);
    expect(book.events.drafts).toMatchObject([
      { kind: 'removed', unclear: true, folder: '', uid: null, messageId: null, size: null, recoveryUid: null },
      { kind: 'copied', unclear: true, folder: '', fromFolder: null, messageId: null },
    ]);
    expect(sessions).toMatchObject([{ removed: 0, expunged: 0 }]);
  });

  it('says what it says of ordinary folders, in a mailbox that has no others', () => {
    const { ledger: book } = run([
      mail(1, { action: 'copy', from: 'INBOX', box: '.EXPUNGED', uid: 9 }),
      open(2, { plain }),
    ]);
    expect(book.events.drafts).toMatchObject([{ kind: 'removed', unclear: false, uid: 5, recoveryUid: 9 }]);
  });

  it('leaves open whether what was expunged after it was removed, moved or restored', () => {
    const book = ledger();
    book.imitated.add('a@b.example');
    const { sessions } = run([login(0), open(1, { action: 'copy' }), mail(2, {}), mail(3, { box: '.EXPUNGED' })], book);
    expect(book.events.drafts.slice(1)).toMatchObject([
      { kind: 'removed', unclear: true, folder: '', uid: null, messageId: null, subject: null, recoveryUid: null },
      { kind: 'removed', unclear: true, folder: '', uid: null, messageId: null },
    ]);
    expect(sessions).toMatchObject([{ removed: 0, expunged: 0 }]);
    // A removal with its own copy is certain, and so is that of another session.
    run(
      [mail(4, { action: 'copy', from: 'INBOX', box: '.EXPUNGED', uid: 9 }), mail(5, {}), mail(6, { sid: 's2' })],
      book,
    );
    expect(book.events.drafts.slice(3)).toMatchObject([
      { kind: 'removed', unclear: false, uid: 5, recoveryUid: 9 },
      { kind: 'removed', unclear: false, uid: 5 },
    ]);
  });

  it('is never the other half of a pair', () => {
    const book = ledger();
    book.imitated.add('a@b.example');
    run([mail(1, { action: 'copy', from: 'INBOX', box: '.EXPUNGED', uid: 9 }), open(2, { plain }), mail(3, {})], book);
    expect(book.events.drafts).toMatchObject([
      { kind: 'removed', uid: 5, recoveryUid: 9, unclear: false },
      { kind: 'removed', unclear: true },
    ]);
  });
});

describe('a folder', () => {
  const folder = (second: number, more: Partial<RecordOf<'folder'>>): LogRecord => ({
    kind: 'folder',
    ...place(second),
    ...who,
    action: 'created',
    box: 'Projects',
    ...more,
  });

  it('that is created, renamed and deleted has steps with its session', () => {
    const { ledger: book, sessions } = run([
      login(0),
      folder(1, {}),
      folder(2, { action: 'renamed', from: 'Projects', box: 'Kept' }),
      folder(3, { action: 'deleted', box: 'Kept' }),
    ]);
    expect(book.events.drafts).toMatchObject([
      { kind: 'folder-created', folder: 'Projects' },
      { kind: 'folder-renamed', folder: 'Kept', fromFolder: 'Projects' },
      { kind: 'folder-deleted', folder: 'Kept', messageId: null },
    ]);
    for (const { session } of book.events.drafts) expect(session).toBe(sessions[0]);
  });

  it('that comes with the mailbox has none', () => {
    expect(run([folder(1, { box: 'INBOX' }), folder(2, { box: '.EXPUNGED' })]).kinds).toEqual([]);
  });

  it('that imitates the log is noted', () => {
    const { ledger: book } = run([folder(1, { box: 'x, uid=1, msgid=<y>', imitates: true }), folder(2, {})]);
    expect(book.imitations).toMatchObject([{ box: 'x, uid=1, msgid=<y>' }]);
  });
});
