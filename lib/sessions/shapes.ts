import { z } from 'zod';
import type { EventRow, SessionRow } from '@/lib/activity/shapes';
import { type Protocol, protocols } from '@/lib/protocols/values';
import { credentialFilters, transportFilters } from './values';

export interface SessionPage {
  /** Newest first. */
  rows: SessionRow[];
  /** Whether older rows follow. */
  more: boolean;
  /** The rows include all changes up to this revision. The stream starts here. */
  revision: number;
}

export interface SessionDetails {
  session: SessionRow;
  /** Events of this session, oldest first. */
  story: EventRow[];
  /** Other sessions of the same mailbox, newest first. */
  others: SessionRow[];
}

/** The target of a disconnect: selected sessions, those of a device, or those that match the filters of the list. */
export const disconnectTarget = z.discriminatedUnion('kind', [
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
export type DisconnectTarget = z.infer<typeof disconnectTarget>;

/** The limit for the sessions of one disconnect. */
export const maxDisconnected = 2000;

export interface DisconnectPlan {
  rows: SessionRow[];
  /** The rows that are in Dovecot's connections now. */
  listed: string[];
  /** Connections of the same mailboxes that have just started and have no row yet. */
  unknown: number;
  /** Nodes that did not answer. */
  silent: string[];
  /** Whether there are more sessions than the limit. */
  more: boolean;
}

export interface ReceiptLine {
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
  /** When the connection was confirmed to be closed. */
  endedAt: string | null;
  /**
   * ended, already-ended, or why not: gone, pid-unknown, still-there, node-unreachable, mail-server-refused. Null: not
   * yet tried.
   */
  outcome: string | null;
  /** The first session of the same device after it was closed. */
  back: ReceiptReturn | null;
}

export interface ReceiptReturn {
  sessionId: string;
  /** How long after the connection was closed. */
  seconds: number;
  startedAt: string;
  endedAt: string | null;
  mailboxId: string | null;
  remoteIp: string | null;
  credential: string | null;
  credentialLabel: string | null;
  /** When its app password was revoked. */
  revokedAt: string | null;
}

/** Receipt of a disconnect, without its lines. */
export interface DisconnectReceipt {
  id: string;
  kind: string;
  label: string;
  total: number;
  done: number;
  disconnected: number;
  /** Connections of these mailboxes from the same addresses that reconnected before the last check. */
  returned: number;
  revoked: {
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
  /** Whether connections that come back are still looked for. */
  watched: boolean;
}

export const returnedInput = z.object({ disconnectId: z.uuid(), number: z.number().int().min(1) });

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
  /** Part of the client's name; "-" means that it sent none. */
  client: z.string().max(100).nullish(),
  /** old: TLS below 1.2. */
  tls: z.enum(transportFilters).nullish(),
  /** The main password, any app password, webmail, or one app password as `ap<id>`. */
  credential: z.union([z.enum(credentialFilters), z.string().regex(/^ap[0-9a-f-]{36}$/)]).nullish(),
  node: z.string().max(100).nullish(),
});
export type SessionFilterInput = z.input<typeof sessionFilter>;

export const sessionQuery = sessionFilter.extend({
  /** The last row of the previous page. */
  before: z.object({ id: sessionId, startedAt: z.iso.datetime({ offset: true }) }).nullish(),
  take: z.number().int().min(1).max(1000).default(200),
});
export type SessionQuery = z.input<typeof sessionQuery>;

/** A saved filter; `query` is the query string of the page. */
export interface SavedFilter {
  id: string;
  name: string;
  query: string;
}
export const savedFilterInput = z.object({
  name: z.string().trim().min(1, 'name-missing').max(60, 'name-long'),
  query: z.string().max(1000),
});
