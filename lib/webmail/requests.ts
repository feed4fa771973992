import { z } from 'zod';

// Requests from the browser.

const folder = z.string().min(1).max(255);
const uid = z.number().int().positive().max(4_294_967_295);
/** More than a person can select on a screen. */
const uids = z.array(uid).min(1).max(5000);

const flagNames = ['seen', 'flagged', 'answered', 'forwarded'] as const;
export type FlagName = (typeof flagNames)[number];
export const setFlagShape = z.object({ folder, uids, flag: z.enum(flagNames), on: z.boolean() });
export const moveShape = z.object({ folder, uids, to: folder });
export const placeShape = z.object({ folder, uids, place: z.enum(['archive', 'trash', 'junk', 'inbox']) });
export const removeShape = z.object({ folder, uids });
export const windowShape = z.object({
  folder,
  offset: z.coerce.number().int().min(0).max(100_000_000).default(0),
  take: z.coerce.number().int().min(1).max(200).default(50),
  query: z.string().max(500).default(''),
});
export const messageShape = z.object({ folder, uid: z.coerce.number().pipe(uid) });

/** A line of header text, without control characters. */
const line = z
  .string()
  .max(1000)
  .regex(/^\P{Cc}*$/u, 'control-characters');

export const draftShape = z.object({
  from: z.string().max(320),
  to: line.max(20_000).default(''),
  cc: line.max(20_000).default(''),
  bcc: line.max(20_000).default(''),
  subject: line.default(''),
  /** Postfix accepts 50 MB. Nobody types a million characters. */
  text: z.string().max(1_000_000).default(''),
  /** The message that this one replies to or forwards. */
  about: z
    .object({ kind: z.enum(['reply', 'replyAll', 'forward']), folder, uid })
    .nullable()
    .default(null),
  /** Parts of the forwarded message, or of the draft itself, that are attached. */
  partsFrom: z.object({ folder, uid }).nullable().default(null),
  parts: z
    .array(z.string().regex(/^\d+(\.\d+)*$/))
    .max(100)
    .default([]),
  /** Files uploaded for this message. */
  uploads: z.array(z.uuid()).max(50).default([]),
  /** The saved draft that this one replaces. */
  draftUid: uid.nullable().default(null),
});
export type Draft = z.infer<typeof draftShape>;

export const composeShape = z.object({
  kind: z.enum(['new', 'reply', 'replyAll', 'forward', 'draft']),
  folder: folder.optional(),
  uid: uid.optional(),
});
