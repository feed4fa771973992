import { z } from 'zod';
import type { TrailEvent } from '@/lib/trail/shapes';
import { credentialFilters, type Protocol, protocols, transportFilters } from './values';

export { type Protocol, protocols } from './values';

/** Why a session ended. `lost`: neither the log nor Dovecot's own list of connections says. */
export const endReasons = ['logged-out', 'closed', 'idle', 'kicked', 'shutdown', 'lost', 'error'] as const;
export type EndReason = (typeof endReasons)[number];

/** One connection of one client, from login to end. Null is always "not known" or "not sent", never a guess. */
export interface SessionRow {
  id: string;
  node: string;
  /** Dovecot's session id. */
  sid: string;
  protocol: Protocol;
  mailboxId: string | null;
  customerId: string | null;
  resellerId: string | null;
  deviceId: string | null;
  /** User name as Dovecot logged it. */
  address: string;
  remoteIp: string | null;
  /** Country of the remote address (two letters), `local` for a private one. */
  place: string | null;
  remotePort: number | null;
  /** `unknown` when the login line was missed. */
  transport: 'tls' | 'secured' | 'clear' | 'unknown';
  tlsProtocol: string | null;
  tlsCipher: string | null;
  mechanism: string | null;
  /** `main`, `ap<id>` or `web<id>`. */
  credential: string | null;
  /** The app password's name; null for the other credentials, whose kind says all. */
  credentialLabel: string | null;
  clientName: string | null;
  clientVersion: string | null;
  startedAt: string;
  lastSeenAt: string;
  endedAt: string | null;
  endReason: EndReason | null;
  endDetail: string | null;
  bytesIn: number | null;
  bytesOut: number | null;
  /** Messages whose whole text was fetched, as Dovecot counts them at the end. */
  fetched: number;
  /** Messages that the client marked for removal (POP3: removed). */
  removed: number;
  /** Messages that were taken off the server. */
  expunged: number;
  /** Messages sent through this session (submission). */
  delivered: number;
  /** `who`: adopted from Dovecot's list of connections, because its login line was missed. */
  seenBy: 'log' | 'who';
  pid: number | null;
  /** Raised by each change. */
  revision: number;
}

export interface SessionPage {
  /** Newest first. */
  rows: SessionRow[];
  /** Whether older rows follow. */
  more: boolean;
  /** Every change up to this revision is in the rows: follow the stream from here. */
  revision: number;
}

export type SessionCounts = Record<Protocol, number>;
/** By protocol, one figure a minute, oldest first: sessions that were open at some time in that minute. */
export type ProtocolSeries = Record<Protocol, number[]>;

export interface SessionDetails {
  session: SessionRow;
  /** What happened to mail in this session, oldest first. */
  story: TrailEvent[];
  /** Other sessions of the same mailbox, newest first. */
  others: SessionRow[];
}

/** What is to be ended: chosen sessions, those of a device, or those that fit the list's filters. */
export const endingTarget = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('sessions'),
    ids: z
      .array(z.string().regex(/^\d{1,18}$/))
      .min(1)
      .max(2000),
  }),
  z.object({ kind: z.literal('device'), deviceId: z.uuid() }),
  z.object({ kind: z.literal('filter'), filter: z.lazy(() => sessionFilter) }),
]);
export type EndingTarget = z.infer<typeof endingTarget>;

/** Sessions of one ending at most; more are ended in several. */
export const mostEnded = 2000;

export interface EndingPlan {
  rows: SessionRow[];
  /** Of the rows, those that Dovecot's own list of connections names at this moment. */
  listed: string[];
  /** Connections of the same mailboxes that Dovecot lists and that no row speaks of yet: they began just now. */
  unknown: number;
  /** Nodes that did not say which connections they have. */
  silent: string[];
  /** Whether there are more than one ending takes. */
  more: boolean;
}

/** How long sessions are remembered (days; null: as the one above says), and after how long addresses are cut. */
export interface SessionLog {
  days: number | null;
  addressDays: number | null;
  /** What counts where nothing is set; null for the whole host, where that is for ever. */
  above: { days: number | null; addressDays: number | null } | null;
}
const daysOf = z.number('days-number').int('days-number').min(1, 'days-number').max(36_500, 'days-number').nullable();
export const sessionLogInput = z.object({ tenantId: z.uuid().nullable(), days: daysOf, addressDays: daysOf });
export type SessionLogInput = z.infer<typeof sessionLogInput>;

/** What goes at the next run; `more` where it is not counted to the end. */
export interface SessionLogPreview {
  sessions: { count: number; more: boolean };
  addresses: { count: number; more: boolean };
}

export interface EndingLine {
  number: number;
  sessionId: string | null;
  node: string;
  address: string;
  protocol: Protocol;
  remoteIp: string | null;
  clientName: string | null;
  clientVersion: string | null;
  credential: string | null;
  credentialLabel: string | null;
  startedAt: string | null;
  /** When it was seen gone. */
  endedAt: string | null;
  /** ended, already-ended, or why not: gone, pid-unknown, still-there, node-unreachable, mail-server-refused. Null: not yet tried. */
  outcome: string | null;
}

/** Receipt of an ending, without its lines. */
export interface EndingRow {
  id: string;
  kind: string;
  label: string;
  total: number;
  done: number;
  ended: number;
  /** Connections of these mailboxes, from the same addresses, that came back before the last look. */
  back: number;
  barred: {
    kind: 'app-password' | 'network';
    label: string;
    address: string | null;
    at: string | null;
    checkedAt: string | null;
    why?: string;
  }[];
  byName: string;
  startedAt: string;
  checkedAt: string | null;
  finishedAt: string | null;
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
  trouble: string | null;
  driftMissing: number;
  driftUnknown: number;
  /** Open sessions of this node within the reader's scope. */
  live: number;
}

export const sessionId = z.string().regex(/^\d{1,18}$/);

export const network = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], { error: 'network-form' });

export const sessionFilter = z.object({
  state: z.enum(['live', 'ended', 'all']).default('live'),
  protocol: z.enum(protocols).nullish(),
  /** Part of an address, an IP address or a client's name. */
  search: z.string().max(200).default(''),
  /** clear: no TLS. main: signed in with the mailbox's own password. takes: POP3 that removed mail. */
  flags: z.array(z.enum(['clear', 'main', 'takes'])).default([]),
  mailboxId: z.uuid().nullish(),
  deviceId: z.uuid().nullish(),
  /** A customer or a reseller. */
  tenantId: z.uuid().nullish(),
  /** A domain's name in ASCII. */
  domain: z.string().max(253).nullish(),
  /** An address or a network that the client is in. */
  network: network.nullish(),
  /** Part of what the client calls itself; "-" is: it did not say. */
  client: z.string().max(100).nullish(),
  /** old: TLS below 1.2. */
  tls: z.enum(transportFilters).nullish(),
  /** The main password, any app password, webmail, or one app password as `ap<id>`. */
  credential: z.union([z.enum(credentialFilters), z.string().regex(/^ap[0-9a-f-]{36}$/)]).nullish(),
  node: z.string().max(100).nullish(),
});
export type SessionFilterInput = z.input<typeof sessionFilter>;

export const sessionQuery = sessionFilter.extend({
  /** The last row of the page before. */
  before: z.object({ id: sessionId, startedAt: z.iso.datetime({ offset: true }) }).nullish(),
  take: z.number().int().min(1).max(1000).default(200),
});
export type SessionQuery = z.input<typeof sessionQuery>;

/** A filter of the list under a name; `query` is the address bar's. */
export interface SavedFilter {
  id: string;
  name: string;
  query: string;
}
export const savedFilterInput = z.object({
  name: z.string().trim().min(1, 'name-missing').max(60, 'name-long'),
  query: z.string().max(1000),
});
