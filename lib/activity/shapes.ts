import { z } from 'zod';
import type { Tables } from '@/lib/db';
import type { HandshakeReason } from '@/lib/dovecot';
import type { Verdict } from '@/lib/rspamd/shapes';
import type { PlainRow } from './plain-row';
import type { EndReason, EventKind, NodeTrouble, Protocol, RecipientState, SentWay } from './values';

export type { Verdict } from '@/lib/rspamd/shapes';
export { type EndReason, type EventKind, eventKinds, failureReasons, harmlessReasons, type Protocol } from './values';

/**
 * A connection of a client from login to end: the columns of MailSession, and joined columns. Null means "unknown"
 * or "not sent".
 */
export interface SessionRow
  extends Omit<PlainRow<Tables['MailSession']>, 'id' | 'domainId' | 'endReason' | 'seenBy' | 'protocol'> {
  id: string;
  protocol: Protocol;
  endReason: EndReason | null;
  /** `who`: adopted from Dovecot's list of connections, because its login line was missed. */
  seenBy: 'log' | 'who';
  /** The name of the app password. Null for other credentials. */
  credentialLabel: string | null;
  /** Country of the remote address (two letters), `local` for a private one. */
  place: string | null;
  deviceId: string | null;
}

/** The session of an event, as shown in the trail. */
export type EventSession = Pick<
  SessionRow,
  'id' | 'protocol' | 'remoteIp' | 'clientName' | 'clientVersion' | 'startedAt' | 'endedAt'
>;

/**
 * An event of a message. Sender, subject and Message-ID come from its headers, cut by Dovecot at 80 characters.
 */
export interface EventRow
  extends Omit<
    PlainRow<Tables['MailEvent']>,
    | 'id'
    | 'inode'
    | 'offset'
    | 'kind'
    | 'verdict'
    | 'sessionId'
    | 'fromUid'
    | 'recoveryUid'
    | 'customerId'
    | 'resellerId'
  > {
  id: string;
  kind: EventKind;
  /** Why, if rspamd decided it. */
  verdict: Verdict | null;
  credentialLabel: string | null;
  session: EventSession | null;
  /** Whether the message can still be restored. */
  recoverable: boolean;
}

/** A recipient of a sent message, after the last attempt. */
export interface SentRecipient {
  recipient: string;
  /** The address that was written, if an alias led to this one and the reader may know it. */
  originalRecipient: string | null;
  state: RecipientState;
  /** The server, as `name[address]:port`. Null if none was reached, or the reader may not know it. */
  relay: string | null;
  /** Whether it is a mailbox of this host. */
  here: boolean;
  tls: string | null;
  dsn: string;
  /** What the server said. */
  words: string;
  attempts: number;
  at: string;
  /** About when Postfix tries again, if it is deferred. */
  nextAt: string | null;
}

/** A message that was sent, with what became of it. */
export interface SentRow {
  id: string;
  node: string;
  queueId: string;
  at: string;
  way: SentWay;
  /** Whose it is. Null for the host. */
  account: string | null;
  mailboxId: string | null;
  customerId: string | null;
  resellerId: string | null;
  sender: string;
  messageId: string | null;
  subject: string | null;
  size: number | null;
  /** Where it was to go, as the sender wrote it. */
  asked: string[];
  /** Recipients after aliases, and how many of them Postfix has tried. Of very many, `recipients` has some. */
  recipientCount: number;
  attempted: number;
  recipients: SentRecipient[];
  endedAt: string | null;
  session: EventSession | null;
  credential: string | null;
  credentialLabel: string | null;
}

/** Messages that wait in the queue because a server did not take them. */
export interface DeferredMail {
  messages: number;
  /** The oldest message, and when it was sent. */
  oldest: { id: string; at: string } | null;
  /** The domains that do not take them, most first. */
  where: { domain: string; messages: number }[];
}

export type SessionCounts = Record<Protocol, number>;
/** The number of sessions that were open in each minute, by protocol, oldest first. */
export type ProtocolSeries = Record<Protocol, number[]>;

export interface DayPoint extends Partial<Record<Protocol, number>> {
  /** Start of the half hour. */
  at: string;
}

export interface Failures {
  total: number;
  /** The addresses with the most failures. */
  worst: {
    /** The name as it was typed. */
    address: string;
    mailboxId: string | null;
    /** The address of that mailbox. */
    mailbox: string | null;
    count: number;
    /** The number of remote addresses. */
    ips: number;
    /** The most frequent one. */
    ip: string | null;
    reason: string;
    lastAt: string;
  }[];
}

/** Connections from an address that ended in the TLS handshake. */
export interface FailedHandshake {
  /** Null for addresses beyond what is counted by itself. */
  ip: string | null;
  protocol: Protocol;
  reason: HandshakeReason;
  count: number;
  lastAt: string;
  /** Those with a device that was last seen there. */
  mailboxes: { id: string; address: string }[];
}

/** The last reported state of a Dovecot node. "No sessions" and "unknown" are different. */
export interface NodeState {
  name: string;
  version: string;
  agentSince: string | null;
  /** The last heartbeat of the agent. */
  reportedAt: string | null;
  /** When open sessions were last compared with Dovecot's connections. */
  reconciledAt: string | null;
  trouble: NodeTrouble | null;
  /** The error of the mail server, if it gave one. */
  troubleDetail: string | null;
  driftMissing: number;
  driftUnknown: number;
  /** Lines of the log that could not be read, since this time. */
  unreadLines: number;
  unreadSince: string | null;
  /** Open sessions of this node in the scope of the actor. */
  live: number;
}

/** A line that should have said something and could not be read, and how many it stands for. */
export interface UnreadLine {
  id: string;
  at: string;
  text: string;
  count: number;
}
export const nodeInput = z.object({ node: z.string().min(1).max(255) });

/** The retention time of sessions and of full addresses (days; null: inherited from the parent tenant). */
export interface LogRetention {
  days: number | null;
  addressDays: number | null;
  /** The inherited values; null for the whole host, whose default is forever. */
  above: { days: number | null; addressDays: number | null } | null;
}
const daysOf = z.number('days-number').int('days-number').min(1, 'days-number').max(36_500, 'days-number').nullable();
export const logRetentionInput = z.object({ tenantId: z.uuid().nullable(), days: daysOf, addressDays: daysOf });
export type LogRetentionInput = z.infer<typeof logRetentionInput>;

/** What the next run would remove; `more` if counting stopped at the limit. */
export interface LogRetentionPreview {
  sessions: { count: number; more: boolean };
  addresses: { count: number; more: boolean };
}
