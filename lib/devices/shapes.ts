import { z } from 'zod';
import type { Protocol, SessionRow } from '@/lib/activity/shapes';
import type { HabitKind, Weakness } from './values';

export {
  type Doing,
  doings,
  type HabitKind,
  habitKinds,
  type ReportOnly,
  type ReportSort,
  reportDays,
  reportOnly,
  reportSorts,
  takesOfDoing,
  type Weakness,
  weaknesses,
} from './values';

/** What a device does to the mail on the server. */
export type Takes = 'at-once' | 'later' | 'leaves' | 'not-seen' | 'looks' | 'sends' | 'filters';

/** The rhythm of a device. */
export type Rhythm =
  | { kind: 'polls'; everySeconds: number; spreadSeconds: number }
  | { kind: 'stays' }
  | { kind: 'irregular' };

/** A mail program in one place, and its effect on a mailbox. */
export interface Device {
  id: string;
  mailboxId: string;
  address: string;
  protocol: Protocol;
  /** Given by the owner. */
  name: string | null;
  clientName: string | null;
  clientVersion: string | null;
  /** `main`, `ap<id>` or `web`. */
  credential: string | null;
  credentialLabel: string | null;
  remoteIp: string | null;
  /** Country of that address (two letters), `local` for a private one. */
  place: string | null;
  transport: SessionRow['transport'];
  tlsProtocol: string | null;
  since: string;
  lastSeenAt: string;
  /** Ids of its open sessions. */
  live: string[];
  sessions: number;
  fetched: number;
  removed: number;
  takes: Takes;
  rhythm: Rhythm;
  /** Median age (days) of messages on the server when this device removed them. */
  kept: { days: number; sample: number } | null;
  downloads: boolean;
  /** Its networks, most used first. */
  networks: { network: string; since: string; lastSeenAt: string; sessions: number; place: string | null }[];
  /** Devices that were merged into this one. */
  parts: Device[];
}

/** The sessions of a habit, newest first. */
export interface Evidence {
  kind: HabitKind;
  device: { id: string; mailboxId: string; protocol: Protocol };
  sessions: {
    id: string;
    startedAt: string;
    endedAt: string | null;
    /** Time since the start of the previous session. */
    gapSeconds: number | null;
    remoteIp: string | null;
    transport: SessionRow['transport'];
    tlsProtocol: string | null;
    credential: string | null;
    fetched: number | null;
    removed: number;
  }[];
  /** Messages that it removed, with their age on the server. */
  removals: { id: string; at: string; subject: string | null; messageId: string | null; keptDays: number | null }[];
}

/** A device that took mail out of the Inbox, and how much nobody restored. */
export interface Taker {
  deviceId: string;
  mailboxId: string;
  name: string | null;
  clientName: string | null;
  clientVersion: string | null;
  credentialLabel: string | null;
  protocol: Protocol;
  remoteIp: string | null;
  count: number;
  /** The first of these removals. */
  since: string;
}

const findingKinds = [
  'pop3-takes',
  'imap-takes',
  'pop3-race',
  'polls-often',
  'app-password-shared',
  'new-network',
  'failures',
  'clear-text',
  'handshake-fails',
  'sending-jump',
] as const;
export type FindingKind = (typeof findingKinds)[number];

/** The values in the text of a finding. */
export const findingDetails = z.object({
  /** Devices by their name or client, and protocol. */
  devices: z
    .array(z.object({ id: z.string(), protocol: z.string(), label: z.string().nullable(), ip: z.string().nullable() }))
    .default([]),
  others: z
    .array(z.object({ id: z.string(), protocol: z.string(), label: z.string().nullable(), ip: z.string().nullable() }))
    .default([]),
  count: z.number().optional(),
  everySeconds: z.number().optional(),
  ip: z.string().nullish(),
  network: z.string().nullish(),
  ips: z.number().optional(),
  credential: z.string().nullish(),
  credentialLabel: z.string().nullish(),
  messages: z.number().optional(),
  recipients: z.number().optional(),
  seconds: z.number().optional(),
  /** Why the TLS handshake failed. */
  reason: z.enum(['old-tls', 'no-cipher', 'certificate-refused']).optional(),
});
export type FindingDetails = z.infer<typeof findingDetails>;

export interface Finding {
  id: string;
  mailboxId: string;
  address: string;
  kind: FindingKind;
  severity: 'bad' | 'warn';
  deviceIds: string[];
  details: FindingDetails;
  state: 'open' | 'snoozed' | 'resolved' | 'gone';
  openedAt: string;
  lastAt: string;
  snoozedUntil: string | null;
  closedAt: string | null;
  closedBy: string | null;
  note: string | null;
  /** Whether POP3 is on for the mailbox. */
  pop3On: boolean;
}

/** One day of a mailbox. Times are milliseconds since 1970, to keep the data small. */
export interface Day {
  /** YYYY-MM-DD in the reader's zone. */
  day: string;
  from: number;
  to: number;
  /** The server's clock. */
  now: number;
  bars: DayBar[];
  marks: DayMark[];
  /** When devices first checked for mail on the days before, for messages that arrived then and were removed today. */
  looks: { messageId: string; deviceId: string; at: number }[];
  /** Whether sessions of the same minute are merged, because there are too many. */
  merged: boolean;
}

export interface DayBar {
  /** The session; null for merged sessions. */
  id: string | null;
  deviceId: string | null;
  protocol: Protocol;
  from: number;
  to: number;
  live: boolean;
  sessions: number;
  fetched: number | null;
  removed: number;
}

export interface DayMark {
  id: string;
  at: number;
  kind: 'delivered' | 'removed' | 'moved' | 'restored';
  deviceId: string | null;
  sessionId: string | null;
  /** imap, pop3, lmtp, doveadm … */
  service: string;
  /** The command of the panel, where doveadm did it for the panel. */
  command: string | null;
  messageId: string | null;
  subject: string | null;
  sender: string | null;
  folder: string;
  /** Which message it was cannot be told. */
  unclear: boolean;
  /** When the message of a removal had arrived, also on another day. */
  cameAt: number | null;
}

export interface Report {
  days: number;
  /** The first day with records (YYYY-MM-DD), if it is later than the first of these days. */
  since: string | null;
  /** Sessions by protocol, one point a day (UTC), oldest first. */
  series: ({ at: string } & Partial<Record<Protocol, number>>)[];
  protocols: { protocol: Protocol; sessions: number; mailboxes: number; devices: number; removed: number }[];
  weak: Record<Weakness, { sessions: number; mailboxes: number; devices: number }>;
  /** Connections with old encryption that were refused, so there is no session of them. */
  turnedAway: number;
}

export interface ReportRow {
  deviceId: string;
  mailboxId: string;
  address: string;
  protocol: Protocol;
  label: string | null;
  remoteIp: string | null;
  lastSeenAt: string;
  sessions: number;
  removed: number;
  takes: Takes;
  weak: Weakness[];
}

/** The effect of disabling POP3 for a domain, or for one of its mailboxes, from the last 90 days. */
export interface Breaks {
  domainId: string;
  domainName: string;
  /** Mailboxes with POP3 enabled, and how many of them did not use it. */
  mailboxes: number;
  unused: number;
  rows: {
    mailboxId: string;
    address: string;
    devices: { label: string | null; remoteIp: string | null; takes: Takes; lastSeenAt: string }[];
    /** Whether the mailbox is also read by IMAP or webmail. */
    alsoReads: boolean;
    lastSeenAt: string;
    sessions: number;
  }[];
}

export const findingMailLevels = ['never', 'serious', 'all'] as const;
export type FindingMailLevel = (typeof findingMailLevels)[number];
