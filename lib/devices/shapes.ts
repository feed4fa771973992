import { z } from 'zod';
import type { Protocol, SessionRow } from '@/lib/activity/shapes';

/** What a device does to the mail on the server. */
export type Takes = 'at-once' | 'later' | 'leaves' | 'not-seen' | 'looks' | 'sends' | 'filters';

/** How a device comes and goes. */
export type Rhythm =
  | { kind: 'polls'; everySeconds: number; spreadSeconds: number }
  | { kind: 'stays' }
  | { kind: 'irregular' };

export const habitKinds = [
  'polls',
  'stays',
  'downloads',
  'removes',
  'leaves',
  'clear',
  'old-tls',
  'main-password',
] as const;
export type HabitKind = (typeof habitKinds)[number];

/** One mail program somewhere, and what it does to a mailbox. */
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
  /** Median days that a message lay on the server before this device removed it. */
  kept: { days: number; sample: number } | null;
  downloads: boolean;
  /** Networks it came from, the most used first. */
  networks: { network: string; since: string; lastSeenAt: string; sessions: number; place: string | null }[];
  /** Devices that the owner says are this one too. */
  parts: Device[];
}

/** The sessions behind a habit, the newest first. */
export interface Evidence {
  kind: HabitKind;
  device: { id: string; mailboxId: string; protocol: Protocol };
  sessions: {
    id: string;
    startedAt: string;
    endedAt: string | null;
    /** Since the session before began. */
    gapSeconds: number | null;
    remoteIp: string | null;
    transport: SessionRow['transport'];
    tlsProtocol: string | null;
    credential: string | null;
    fetched: number;
    removed: number;
  }[];
  /** Messages that it removed, with how long they had been there. */
  removals: { id: string; at: string; subject: string | null; messageId: string | null; keptDays: number | null }[];
}

export const findingKinds = [
  'pop3-takes',
  'pop3-race',
  'polls-often',
  'app-password-shared',
  'new-network',
  'failures',
  'clear-text',
] as const;
export type FindingKind = (typeof findingKinds)[number];

/** What a finding's sentence is made of. */
export const findingDetails = z.object({
  /** Devices by their words: name or client, and protocol. */
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

/** One day of a mailbox. Times in milliseconds since 1970, because there are many. */
export interface Day {
  /** YYYY-MM-DD in the reader's zone. */
  day: string;
  from: number;
  to: number;
  /** The server's clock. */
  now: number;
  bars: DayBar[];
  marks: DayMark[];
  /** Whether sessions of one minute are told as one, because there are too many. */
  together: boolean;
}

export interface DayBar {
  /** The session; null where several are told as one. */
  id: string | null;
  deviceId: string | null;
  protocol: Protocol;
  from: number;
  to: number;
  live: boolean;
  sessions: number;
  fetched: number;
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
  messageId: string | null;
  subject: string | null;
  sender: string | null;
  folder: string;
}

export const dayInput = z.object({
  mailboxId: z.uuid(),
  day: z.iso.date(),
  zone: z.string().max(64),
});
export const deviceInput = z.object({ deviceId: z.uuid() });
export const nameInput = z.object({ deviceId: z.uuid(), name: z.string().trim().max(60) });
export const mergeInput = z.object({ deviceId: z.uuid(), intoId: z.uuid().nullable() });
export const evidenceInput = z.object({ deviceId: z.uuid(), kind: z.enum(habitKinds) });
export const findingInput = z.object({ findingId: z.uuid() });
export const snoozeInput = z.object({ findingId: z.uuid(), days: z.number().int().min(1).max(365) });
export const resolveInput = z.object({ findingId: z.uuid(), note: z.string().trim().max(500).default('') });

export const reportInput = z.object({
  days: z.coerce
    .number()
    .pipe(z.union([z.literal(7), z.literal(30), z.literal(90)]))
    .catch(30),
  domainId: z.uuid().nullish().catch(null),
});
export type ReportQuery = z.infer<typeof reportInput>;

/** What is worth a word: POP3, no TLS, TLS that is too old, the mailbox's own password. */
export const weaknesses = ['pop3', 'clear', 'oldTls', 'main'] as const;
export type Weakness = (typeof weaknesses)[number];

export interface Report {
  days: number;
  /** Sessions by protocol, a point a day (UTC), the oldest first. */
  series: ({ at: string } & Partial<Record<Protocol, number>>)[];
  protocols: { protocol: Protocol; sessions: number; mailboxes: number; devices: number; removed: number }[];
  weak: Record<Weakness, { sessions: number; mailboxes: number; devices: number }>;
  /** Devices with a weakness, the busiest first. */
  rows: ReportRow[];
  more: boolean;
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
  weak: Weakness[];
}

/** What would break if POP3 were switched off for a domain, from the last 90 days. */
export interface Breaks {
  domainId: string;
  domainName: string;
  /** Mailboxes that have POP3, and how many of them nobody used it on. */
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

export const domainProtocolInput = z.object({ domainId: z.uuid() });

export const findingMailLevels = ['never', 'serious', 'all'] as const;
export type FindingMailLevel = (typeof findingMailLevels)[number];
export const findingMailInput = z.object({ level: z.enum(findingMailLevels), locale: z.string().max(10) });
