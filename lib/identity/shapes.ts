import { z } from 'zod';

/** The target of a view: a role of a person, or the owner of a mailbox. */
const viewTarget = z.object({ kind: z.enum(['person', 'mailbox']), id: z.uuid() });
export type ViewTarget = z.infer<typeof viewTarget>;

export const viewMinutes = [15, 30, 60] as const;

export const viewInput = z.object({
  target: viewTarget,
  reason: z.string().trim().min(5, 'reason-missing').max(300, 'reason-long'),
  minutes: z.literal(viewMinutes),
});
