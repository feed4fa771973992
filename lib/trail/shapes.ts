import { z } from 'zod';
import type { EventRow, SentRow } from '@/lib/activity/shapes';
import { eventKinds } from '@/lib/activity/values';
import { dayRange } from '@/lib/db/shapes';
import { sentFilters } from './values';

export interface EventPage {
  /** Newest first. */
  rows: EventRow[];
  more: boolean;
}

export interface SentPage {
  /** Newest first. */
  rows: SentRow[];
  more: boolean;
}

/** The recovery area of a mailbox: its removed messages that can still be restored. */
export interface RecoveryUse {
  mailboxId: string;
  usedBytes: number;
  limitBytes: number;
}

/** Steps of a mailbox of which the log does not show which message they are about. */
export interface UnclearSteps {
  mailboxId: string;
  count: number;
}

/** The most messages of one restore. */
export const maxRestored = 2000;

/** Removed messages that can be restored, newest first. */
export interface RemovedMessages {
  rows: { id: string; at: string; subject: string | null; sender: string | null; folder: string }[];
  /** Whether there are more than one restore takes. */
  more: boolean;
  /** The latest restore of the mailbox, which may still run. */
  latest: Restore | null;
}

/** How far restoring many messages is. */
export interface Restore {
  id: string;
  total: number;
  done: number;
  restored: number;
  byName: string;
  startedAt: string;
  finishedAt: string | null;
  /** How long it has taken, by the server's clock. */
  seconds: number;
  /** Messages that could not be restored: gone, node-unreachable … */
  failed: { subject: string | null; sender: string | null; outcome: string }[];
}

export const eventId = z.string().regex(/^\d{1,18}$/);

export const eventQuery = z.object({
  mailboxId: z.uuid().nullish(),
  /** Without or with its angle brackets. */
  messageId: z.string().max(1000).nullish(),
  /** Part of an address, sender, subject or Message-ID, or an IP address. */
  search: z.string().max(200).default(''),
  kind: z.enum(eventKinds).nullish(),
  days: dayRange.default({ zone: 'UTC' }),
  before: z.object({ id: eventId, at: z.iso.datetime({ offset: true }) }).nullish(),
  take: z.number().int().min(1).max(1000).default(200),
});
export const removedInput = z.object({ mailboxId: z.uuid(), deviceIds: z.array(z.uuid()).min(1).max(50) });

export const restoreInput = z.object({ mailboxId: z.uuid(), eventIds: z.array(eventId).min(1).max(maxRestored) });

export type EventQuery = z.input<typeof eventQuery>;

export const sentInput = z.object({ sentId: eventId });

export const sentQuery = z.object({
  mailboxId: z.uuid().nullish(),
  /** Part of a sender, recipient, subject or Message-ID, or a queue id. */
  search: z.string().max(200).default(''),
  state: z.enum(sentFilters).nullish(),
  days: dayRange.default({ zone: 'UTC' }),
  before: z.object({ id: eventId, at: z.iso.datetime({ offset: true }) }).nullish(),
  take: z.number().int().min(1).max(1000).default(100),
});
export type SentQuery = z.input<typeof sentQuery>;
