import { z } from 'zod';

export const bases = ['saved', 'received'] as const;
export type Basis = (typeof bases)[number];

/** Ten years: longer than that is "keep for ever", which needs no policy. */
const longestDays = 3650;

export const policyInput = z.object({
  domainId: z.uuid(),
  name: z.string().trim().min(1, 'name-missing').max(120, 'name-long'),
  folder: z
    .string()
    .trim()
    .min(1, 'folder-missing')
    .max(255, 'folder-long')
    .refine((folder) => ![...folder].some((sign) => sign < ' ' || sign === '*' || sign === '%'), 'folder-signs')
    // What this folder keeps is what a removal can be undone from.
    .refine((folder) => !folder.startsWith('.'), 'folder-hidden'),
  olderThanDays: z.coerce.number('days-number').int('days-number').min(1, 'days-least').max(longestDays, 'days-most'),
  basis: z.enum(bases),
});
export type PolicyInput = z.infer<typeof policyInput>;

export const policyChange = policyInput.omit({ domainId: true }).extend({ id: z.uuid(), enabled: z.boolean() });
export type PolicyChange = z.infer<typeof policyChange>;

export const policyRef = z.object({ policyId: z.uuid() });
export const runRef = z.object({ runId: z.uuid() });
export const bringBackInput = z.object({
  runId: z.uuid(),
  itemIds: z
    .array(z.string().regex(/^\d{1,18}$/))
    .min(1)
    .max(10_000)
    .optional(),
});

export type RunState = 'counting' | 'counted' | 'removing' | 'removed' | 'failed';
export type ItemState = 'would-go' | 'removing' | 'removed' | 'kept' | 'bringing-back' | 'brought-back';

export interface RunRow {
  id: string;
  policyId: string;
  state: RunState;
  actorName: string;
  /** The instant that the age is measured from. */
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

/** A run with what became of its messages, counted over all of them. */
export interface RunDetail extends RunRow {
  /** Mailboxes that have a message in it. */
  mailboxes: number;
  /** Removed, and not asked back. */
  away: number;
  /** On their way back. */
  returning: number;
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
