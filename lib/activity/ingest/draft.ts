import type { Tables } from '@/lib/db';
import type { LogRecord } from '@/lib/dovecot';
import { type Protocol, protocolsOfService } from '@/lib/protocols';
import { sessionColumns } from '../columns';
import type { PlainRow } from '../plain-row';
import type { EndReason, EventKind } from '../values';

/** An instant as text with microseconds (2026-11-23T06:40:26.208294Z). The text can be compared and sorted. */
export type Instant = string;

/** The mailbox of a user name and its tenants. All null if there is no such mailbox. */
export type Owner = Pick<Tables['MailSession'], 'mailboxId' | 'domainId' | 'customerId' | 'resellerId'>;

/** A session in the ledger. */
export interface SessionDraft
  extends Omit<PlainRow<Tables['MailSession']>, 'id' | 'revision' | 'endReason' | 'seenBy'> {
  id: string;
  endReason: EndReason | null;
  seenBy: 'log' | 'who';
  state: 'known' | 'changed' | 'new';
}

const unknown = Object.fromEntries(sessionColumns.map((name) => [name, null]));

/** A session with only these columns set. */
export function newSession(
  facts: Pick<SessionDraft, 'id' | 'node' | 'sid' | 'protocol' | 'address' | 'startedAt' | 'seenBy'> &
    Partial<SessionDraft>,
): SessionDraft {
  // Counted from the lines of the session. What it fetched is known at its end, or never.
  const counts = { removed: 0, expunged: 0, delivered: 0 };
  return {
    ...(unknown as Record<keyof SessionDraft, null>),
    ...counts,
    transport: 'unknown',
    lastSeenAt: facts.startedAt,
    state: 'new',
    ...facts,
  };
}

/** An event of a message in the ledger. */
export interface EventDraft
  extends Omit<
    PlainRow<Tables['MailEvent']>,
    'id' | 'node' | 'inode' | 'kind' | 'verdict' | 'command' | 'mailboxId' | 'customerId' | 'resellerId' | 'sessionId'
  > {
  /** Null until it is written. */
  id: string | null;
  kind: EventKind;
  session: SessionDraft | null;
}

export interface FailureDraft {
  offset: number;
  at: Instant;
  address: string;
  sid: string | null;
  remoteIp: string | null;
  protocol: Protocol | null;
  reason: string;
}

export type MailRecord = Extract<LogRecord, { kind: 'mail' }>;
export type RecordOf<K extends LogRecord['kind']> = Extract<LogRecord, { kind: K }>;

/** Prefix of the pid in the id of an adopted session that has not logged anything yet. */
export const adoptedSid = 'who-';

/** The protocol of a service for clients. Null for delivery and doveadm, which have no session. */
export function protocolOf(service: string, credential: string | null | undefined): Protocol | null {
  if (service === 'imap' && credential?.startsWith('web')) return 'webmail';
  return protocolsOfService(service)[0] ?? null;
}
