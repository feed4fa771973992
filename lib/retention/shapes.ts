import { z } from 'zod';

export const bases = ['saved', 'received'] as const;
export type Basis = (typeof bases)[number];

/** Ten years. To keep mail longer than that, no policy is needed. */
const maxDays = 3650;

export const policyInput = z.object({
  domainId: z.uuid(),
  name: z.string().trim().min(1, 'name-missing').max(120, 'name-long'),
  folder: z
    .string()
    .trim()
    .min(1, 'folder-missing')
    .max(255, 'folder-long')
    .refine((folder) => ![...folder].some((symbol) => symbol < ' ' || symbol === '*' || symbol === '%'), 'folder-signs')
    // Dovecot's recovery folder starts with a dot. Removed messages are restored from it, so no policy may empty it.
    .refine((folder) => !folder.startsWith('.'), 'folder-hidden'),
  olderThanDays: z.coerce.number('days-number').int('days-number').min(1, 'days-least').max(maxDays, 'days-most'),
  basis: z.enum(bases),
});
export type PolicyInput = z.infer<typeof policyInput>;

export const policyChange = policyInput.omit({ domainId: true }).extend({ id: z.uuid(), enabled: z.boolean() });
export type PolicyChange = z.infer<typeof policyChange>;

export const policyRef = z.object({ policyId: z.uuid() });
export const runRef = z.object({ runId: z.uuid() });
export const restoreInput = z.object({
  runId: z.uuid(),
  itemIds: z
    .array(z.string().regex(/^\d{1,18}$/))
    .min(1)
    .max(10_000)
    .optional(),
});

export type RunState = 'counting' | 'counted' | 'removing' | 'removed' | 'failed';
export type ItemState = 'planned' | 'removing' | 'removed' | 'retained' | 'restoring' | 'restored';

export interface RunRow {
  id: string;
  policyId: string;
  state: RunState;
  actorName: string;
  /** The age of a message is measured at this instant. */
  asOf: string;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
  mailboxesDone: number;
  mailboxesTotal: number;
  messages: number;
  bytes: number;
  removed: number;
  removedBytes: number;
  trouble: string | null;
}

/** A run with the number of its messages in each state. */
export interface RunDetail extends RunRow {
  /** Mailboxes with a message in this run. */
  mailboxes: number;
  /** Messages that are removed and can be restored. */
  restorable: number;
  /** Messages that are being restored. */
  restoring: number;
}

export interface PolicyRow {
  id: string;
  name: string;
  domainId: string;
  domainName: string;
  folder: string;
  olderThanDays: number;
  basis: Basis;
  enabled: boolean;
  createdAt: string;
  lastRun: RunRow | null;
}

export interface ItemRow {
  id: string;
  mailboxId: string;
  address: string;
  folder: string;
  uid: number;
  messageId: string | null;
  sender: string | null;
  subject: string | null;
  /** When the message was saved or received, by the policy's basis. */
  at: string;
  size: number;
  state: ItemState;
  reason: string | null;
}

/** The run that removed a message, of an event of the trail. */
export interface RunBehind {
  eventId: string;
  runId: string;
  policyId: string;
  policy: string;
  /** Who started it. */
  actorName: string;
}
