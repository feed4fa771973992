import { z } from 'zod';
import type { Tables } from '@/lib/db';
import type { EndReason, EventKind, NodeTrouble, Protocol } from './values';

export { type EndReason, type EventKind, eventKinds, type Protocol } from './values';

/** A database row as it crosses to the browser: instants in ISO 8601, 64-bit integers as numbers. */
type Plain<Row> = {
  [Name in keyof Row]: Row[Name] extends Date
    ? string
    : Row[Name] extends Date | null
      ? string | null
      : Row[Name] extends bigint
        ? number
        : Row[Name] extends bigint | null
          ? number | null
          : Row[Name];
};

/**
 * One connection of one client, from login to end: the columns of MailSession, and what belongs to them. Null is always
 * "not known" or "not sent", never a guess.
 */
export interface SessionRow
  extends Omit<Plain<Tables['MailSession']>, 'id' | 'domainId' | 'endReason' | 'seenBy' | 'protocol'> {
  id: string;
  protocol: Protocol;
  endReason: EndReason | null;
  /** `who`: adopted from Dovecot's list of connections, because its login line was missed. */
  seenBy: 'log' | 'who';
  /** The app password's name; null for the other credentials, whose kind says all. */
  credentialLabel: string | null;
  /** Country of the remote address (two letters), `local` for a private one. */
  place: string | null;
  deviceId: string | null;
}

/** The session that did it, as far as the trail shows it. */
export type EventSession = Pick<
  SessionRow,
  'id' | 'protocol' | 'remoteIp' | 'clientName' | 'clientVersion' | 'startedAt' | 'endedAt'
>;

/**
 * One thing that happened to one message. Sender, subject and Message-ID are the message's own claims, cut by Dovecot at
 * 80 characters.
 */
export interface EventRow
  extends Omit<
    Plain<Tables['MailEvent']>,
    'id' | 'inode' | 'offset' | 'kind' | 'sessionId' | 'fromUid' | 'recoveryUid' | 'customerId' | 'resellerId'
  > {
  id: string;
  kind: EventKind;
  credentialLabel: string | null;
  session: EventSession | null;
  /** Whether this removal can still be undone. */
  recoverable: boolean;
}

export type SessionCounts = Record<Protocol, number>;
/** By protocol, one figure a minute, oldest first: sessions that were open at some time in that minute. */
export type ProtocolSeries = Record<Protocol, number[]>;

export interface DayPoint extends Partial<Record<Protocol, number>> {
  /** Start of the half hour. */
  at: string;
}

export interface Failures {
  total: number;
  /** The addresses with most failures. */
  worst: {
    address: string;
    mailboxId: string | null;
    count: number;
    /** From how many addresses. */
    ips: number;
    /** The most frequent one. */
    ip: string | null;
    reason: string;
    lastAt: string;
  }[];
}

/** A Dovecot node as it was last seen. "No sessions" and "cannot see" must never look alike. */
export interface NodeState {
  name: string;
  version: string;
  agentSince: string | null;
  /** The agent's last sign of life. */
  reportedAt: string | null;
  /** When the list of open sessions was last compared with Dovecot's own. */
  reconciledAt: string | null;
  trouble: NodeTrouble | null;
  /** What the mail server said, where it said something. */
  troubleDetail: string | null;
  driftMissing: number;
  driftUnknown: number;
  /** Open sessions of this node within the reader's scope. */
  live: number;
}

/** How long sessions are kept (days; null: as the tenant above says), and after how long addresses are cut. */
export interface LogRetention {
  days: number | null;
  addressDays: number | null;
  /** What counts where nothing is set; null for the whole host, where that is for ever. */
  above: { days: number | null; addressDays: number | null } | null;
}
const daysOf = z.number('days-number').int('days-number').min(1, 'days-number').max(36_500, 'days-number').nullable();
export const logRetentionInput = z.object({ tenantId: z.uuid().nullable(), days: daysOf, addressDays: daysOf });
export type LogRetentionInput = z.infer<typeof logRetentionInput>;

/** What goes at the next run; `more` where it is not counted to the end. */
export interface LogRetentionPreview {
  sessions: { count: number; more: boolean };
  addresses: { count: number; more: boolean };
}
