import { z } from 'zod';

export const eventKinds = [
  'delivered',
  'saved',
  'copied',
  'moved',
  'marked-deleted',
  'unmarked-deleted',
  'removed',
  'restored',
  'purged',
  'flags',
  'relayed',
] as const;
export type EventKind = (typeof eventKinds)[number];

/** The session that did it, as far as the trail shows it. */
export interface TrailSession {
  id: string;
  protocol: 'imap' | 'pop3' | 'webmail' | 'submission' | 'sieve';
  remoteIp: string | null;
  clientName: string | null;
  clientVersion: string | null;
  startedAt: string;
  endedAt: string | null;
}

/** One thing that happened to one message. Sender, subject and Message-ID are the message's own claims, cut by Dovecot at 80 characters. */
export interface TrailEvent {
  id: string;
  node: string;
  at: string;
  mailboxId: string | null;
  address: string;
  kind: EventKind;
  folder: string;
  /** The other folder of a copy or a move. */
  fromFolder: string | null;
  uid: number | null;
  messageId: string | null;
  size: number | null;
  sender: string | null;
  subject: string | null;
  flags: string[];
  /** imap, pop3, lmtp, submission, doveadm */
  service: string;
  sid: string;
  /** `main`, `ap<id>` or `web<id>`; null when no client did it. */
  credential: string | null;
  /** The app password's name. */
  credentialLabel: string | null;
  session: TrailSession | null;
  /** Whether this removal can still be undone. */
  recoverable: boolean;
}

export interface EventPage {
  /** Newest first. */
  rows: TrailEvent[];
  more: boolean;
}

export const eventId = z.string().regex(/^\d{1,18}$/);

export const eventQuery = z.object({
  mailboxId: z.uuid().nullish(),
  /** Without or with its angle brackets. */
  messageId: z.string().max(1000).nullish(),
  /** Part of an address, sender, subject or Message-ID, or an IP address. */
  search: z.string().max(200).default(''),
  kind: z.enum(eventKinds).nullish(),
  before: z.object({ id: eventId, at: z.iso.datetime({ offset: true }) }).nullish(),
  take: z.number().int().min(1).max(1000).default(200),
});
export type EventQuery = z.input<typeof eventQuery>;
