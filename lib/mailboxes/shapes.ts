import { z } from 'zod';
import { type Protocols, protocolsShape } from '@/lib/access/shapes';
import { displayedName, localPart } from '@/lib/addresses/shapes';
import { quotaBytes } from '@/lib/domains/shapes';
import { password } from '@/lib/passwords/shapes';

const mailboxId = z.uuid();
export const displayName = displayedName.max(120, 'name-long');

export const mailboxInput = z.object({
  domainId: z.uuid(),
  localPart,
  displayName: displayName.default(''),
  password,
  quotaBytes,
  protocols: protocolsShape,
  /** The person confirms an address that looks like another one. */
  alike: z.boolean().default(false),
});
export type MailboxInput = Omit<z.infer<typeof mailboxInput>, 'alike'> & { alike?: boolean };
export const mailboxRef = z.object({ mailboxId });
export const suspendInput = z.object({
  mailboxId,
  reason: z.string().trim().min(1, 'reason-missing').max(300, 'reason-long'),
});
/** The typed address of the mailbox to remove. */
export const removalInput = z.object({ mailboxId, confirmation: z.string().trim().toLowerCase().max(320) });
export const renameInput = z.object({ mailboxId, localPart, keepAlias: z.boolean() });

/** The values of one of several mailboxes. A missing value is not changed, or is the default of a new mailbox. */
export interface WantedMailbox {
  displayName?: string | undefined;
  quotaBytes?: number | undefined;
  protocols?: Protocols | undefined;
  suspended?: boolean | undefined;
}

export interface MailboxRow {
  id: string;
  address: string;
  displayName: string;
  domainId: string;
  domainName: string;
  customerName: string;
  quotaBytes: number;
  usedBytes: number;
  usedMessages: number;
  usedAt: string | null;
  protocols: Protocols;
  mainPassword: boolean;
  /** How many days messages that POP3 deleted are retained for the other devices. */
  pop3KeepDays: number | null;
  suspendedAt: string | null;
  suspendReason: string | null;
  createdAt: string;
}

export const mailboxSorts = ['address', 'name', 'storage', 'state', 'created'] as const;
export type MailboxSort = (typeof mailboxSorts)[number];

export interface MailboxCounts {
  total: number;
  active: number;
  suspended: number;
}

export interface RemovedMailboxRow {
  id: string;
  address: string;
  displayName: string;
  usedBytes: number;
  removedAt: string;
  removedBy: string;
}

/** The number and usage of the mailboxes in a scope. */
export interface Figures {
  mailboxes: number;
  suspended: number;
  domains: number;
  usedBytes: number;
  quotaBytes: number;
  messages: number;
  /** Mailboxes that use at least 90 % of their quota. */
  nearlyFull: number;
}
