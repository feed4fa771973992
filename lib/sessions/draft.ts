import type { LogRecord } from '@/lib/dovecot';
import type { EndReason, Protocol } from './shapes';

/** Instants are texts with microseconds (2026-11-23T06:40:26.208294Z): equal texts are equal instants, and they sort. */
export type Instant = string;

/** Whose mailbox a user name is; all null when it is nobody's. */
export interface Owner {
  mailboxId: string | null;
  domainId: string | null;
  customerId: string | null;
  resellerId: string | null;
}

/** A session as the worker changes it. */
export interface SessionDraft extends Owner {
  id: string;
  node: string;
  sid: string;
  protocol: Protocol;
  address: string;
  remoteIp: string | null;
  remotePort: number | null;
  transport: 'tls' | 'secured' | 'clear' | 'unknown';
  tlsProtocol: string | null;
  tlsCipher: string | null;
  mechanism: string | null;
  credential: string | null;
  pid: number | null;
  clientName: string | null;
  clientVersion: string | null;
  startedAt: Instant;
  lastSeenAt: Instant;
  endedAt: Instant | null;
  endReason: EndReason | null;
  endDetail: string | null;
  bytesIn: number | null;
  bytesOut: number | null;
  fetched: number;
  removed: number;
  expunged: number;
  delivered: number;
  seenBy: 'log' | 'who';
  state: 'known' | 'changed' | 'new';
}

/** Something that happened to a message, as the worker changes it. */
export interface EventDraft {
  /** Null until it is written. */
  id: string | null;
  offset: number;
  at: Instant;
  address: string;
  kind: string;
  folder: string;
  fromFolder: string | null;
  uid: number | null;
  fromUid: number | null;
  recoveryUid: number | null;
  messageId: string | null;
  size: number | null;
  sender: string | null;
  subject: string | null;
  flags: string[];
  service: string;
  sid: string;
  session: SessionDraft | null;
  credential: string | null;
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

/** Stands before the pid as the id of a session that was adopted and has not spoken yet. */
export const adoptedSid = 'who-';

/** The protocols of Dovecot's services for clients; delivery and doveadm are nobody's session. */
export function protocolOf(service: string, credential: string | null | undefined): Protocol | null {
  if (service === 'imap') return credential?.startsWith('web') ? 'webmail' : 'imap';
  return service === 'pop3' || service === 'submission' || service === 'sieve' ? service : null;
}
