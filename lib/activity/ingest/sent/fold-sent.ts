import { queueId } from '@/lib/dovecot';
import type { PostfixFact } from '@/lib/postfix';
import type { NodeRecord } from '../../node-record';
import type { Instant } from '../draft';

/** Whose message it is. It may be told by three logs, in any order, so each of them creates the row. */
export interface Origin {
  at: Instant;
  queueId: string;
  door: string | null;
  account: string | null;
  redirected: boolean;
  subject: string | null;
  recipients: string[];
  relayedFor: string | null;
  sid: string | null;
  credential: string | null;
}

/** What Postfix does with it. It is needed only of messages that have an origin: others came in on port 25. */
export interface Progress {
  queueId: string;
  queuedAt: Instant | null;
  messageId: string | null;
  sender: string | null;
  size: number | null;
  recipientCount: number | null;
  endedAt: Instant | null;
  ended: string | null;
}

export interface Attempt extends Omit<Extract<PostfixFact, { is: 'attempt' }>, 'is'> {
  queueId: string;
  offset: number;
  at: Instant;
}

/** What the records of a batch say about sent messages, at most one origin and one progress for each. */
export function foldSent(records: NodeRecord[]): { origins: Origin[]; progress: Progress[]; attempts: Attempt[] } {
  const origins = new Map<string, Origin>();
  const progress = new Map<string, Progress>();
  const attempts: Attempt[] = [];
  const origin = (id: string, at: Instant, known: Partial<Origin>) => {
    const before = origins.get(id) ?? newOrigin(id, at);
    const recipients = [...new Set([...before.recipients, ...(known.recipients ?? [])])];
    origins.set(id, { ...before, ...known, recipients });
  };
  for (const record of records) {
    if (!('queueId' in record) || !queueId.safeParse(record.queueId).success) continue;
    const { queueId: id = '', at } = record;
    if (record.kind === 'passed') {
      const { account, redirected, recipients, subject } = record;
      origin(id, at, { account: account || null, redirected, recipients, subject: subject ?? null });
    } else if (record.kind === 'verdict') {
      // Postfix says whose it is.
      if (record.port === 'out') origin(id, at, { recipients: record.recipients, subject: record.subject ?? null });
    } else if (record.kind === 'relayed') {
      origin(id, at, { relayedFor: record.address, sid: record.sid, credential: record.credential ?? null });
    } else if (record.kind === 'postfix') {
      const { fact } = record;
      if (fact.is === 'accepted')
        origin(id, at, { at, door: fact.door, ...(fact.account ? { account: fact.account } : {}) });
      else if (fact.is === 'attempt') {
        const { is: _, ...said } = fact;
        attempts.push({ ...said, queueId: id, offset: record.offset, at });
      } else progress.set(id, advanced(progress.get(id) ?? newProgress(id), fact, at));
    }
  }
  return { origins: [...origins.values()], progress: [...progress.values()], attempts };
}

function newOrigin(id: string, at: Instant): Origin {
  return {
    queueId: id,
    at,
    door: null,
    account: null,
    redirected: false,
    subject: null,
    recipients: [],
    relayedFor: null,
    sid: null,
    credential: null,
  };
}

function newProgress(id: string): Progress {
  return {
    queueId: id,
    queuedAt: null,
    messageId: null,
    sender: null,
    size: null,
    recipientCount: null,
    endedAt: null,
    ended: null,
  };
}

type Advance = Exclude<PostfixFact, { is: 'accepted' | 'attempt' }>;

/** The first of each counts: a message is active again at each attempt, and a returned one is removed afterwards. */
function advanced(before: Progress, fact: Advance, at: Instant): Progress {
  switch (fact.is) {
    case 'message-id':
      return { ...before, messageId: before.messageId ?? (fact.messageId || null) };
    case 'active': {
      if (before.queuedAt) return before;
      return { ...before, queuedAt: at, sender: fact.sender, size: fact.size, recipientCount: fact.recipients };
    }
    case 'returned':
      return ended(before, fact.forced ? 'returned' : 'expired', at);
    case 'gone':
      return ended(before, fact.deleted ? 'deleted' : 'done', at);
  }
}

function ended(before: Progress, how: string, at: Instant): Progress {
  return before.ended ? before : { ...before, ended: how, endedAt: at };
}
