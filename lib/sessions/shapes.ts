import { z } from 'zod';
import type { EventRow, SessionRow } from '@/lib/activity/shapes';
import { type Protocol, protocols } from '@/lib/protocols/values';
import { credentialFilters, transportFilters } from './values';

export interface SessionPage {
  /** Newest first. */
  rows: SessionRow[];
  /** Whether older rows follow. */
  more: boolean;
  /** Every change up to this revision is in the rows: follow the stream from here. */
  revision: number;
}

export interface SessionDetails {
  session: SessionRow;
  /** What happened to mail in this session, oldest first. */
  story: EventRow[];
  /** Other sessions of the same mailbox, newest first. */
  others: SessionRow[];
}

/** What is to be disconnected: chosen sessions, those of a device, or those that fit the list's filters. */
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

/** Sessions of one disconnect at most; more are disconnected in several. */
export const maxDisconnected = 2000;

export interface DisconnectPlan {
  rows: SessionRow[];
  /** Of the rows, those that Dovecot's own list of connections names at this moment. */
  listed: string[];
  /** Connections of the same mailboxes that Dovecot lists and that no row speaks of yet: they began just now. */
  unknown: number;
  /** Nodes that did not say which connections they have. */
  silent: string[];
  /** Whether there are more than one disconnect takes. */
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
  /** When it was seen gone. */
  endedAt: string | null;
  /** ended, already-ended, or why not: gone, pid-unknown, still-there, node-unreachable, mail-server-refused. Null: not yet tried. */
  outcome: string | null;
}

/** Receipt of a disconnect, without its lines. */
export interface DisconnectReceipt {
  id: string;
  kind: string;
  label: string;
  total: number;
  done: number;
  disconnected: number;
  /** Connections of these mailboxes, from the same addresses, that came back before the last check. */
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
