import { z } from 'zod';

// Requests from the browser.

const folder = z.string().min(1).max(255);
const uid = z.number().int().positive().max(4_294_967_295);
/**
 * Which folder of this name the UIDs belong to (RFC 3501, 2.3.1.1). Another program may have deleted it and created one
 * of the same name, whose messages have the same UIDs.
 */
const uidValidity = z.string().regex(/^[1-9]\d{0,9}$/);
const messageAt = z.object({ folder, uidValidity, uid });
export type MessageAt = z.infer<typeof messageAt>;
/** More than a person can select on a screen. */
const uids = z.array(uid).min(1).max(5000);
const messages = { folder, uidValidity, uids };
export type MessagesAt = z.infer<typeof removeShape>;

const flagNames = ['seen', 'flagged', 'answered', 'forwarded'] as const;
export type FlagName = (typeof flagNames)[number] | 'submitted';
export const setFlagShape = z.object({ ...messages, flag: z.enum(flagNames), on: z.boolean() });
export const moveShape = z.object({ ...messages, to: folder });
export const placeShape = z.object({ ...messages, place: z.enum(['archive', 'trash', 'junk', 'inbox']) });
export const removeShape = z.object(messages);
export const windowShape = z.object({
  folder,
  offset: z.coerce.number().int().min(0).max(100_000_000).default(0),
  take: z.coerce.number().int().min(1).max(200).default(50),
  query: z.string().max(500).default(''),
});
/** The address of a page names a message without its UIDVALIDITY: it may be read, and the answer says whose it is. */
export const messageShape = z.object({
  folder,
  uidValidity: uidValidity.optional(),
  uid: z.coerce.number().pipe(uid),
});
/** A file of a message that was read. */
export const partShape = messageShape.required().extend({
  part: z.string().regex(/^(?:message|\d{1,5}(?:\.\d{1,5}){0,30})$/),
});
export const removeDraftShape = messageAt;

/** A line of header text, without control characters. */
const line = z
  .string()
  .max(1000)
  .regex(/^\P{Cc}*$/u, 'control-characters');

export const draftShape = z.object({
  /** Stands for this message in every window that has it open, so that it is sent once. */
  key: z.uuid().default(() => crypto.randomUUID()),
  from: z.string().max(320),
  to: line.max(20_000).default(''),
  cc: line.max(20_000).default(''),
  bcc: line.max(20_000).default(''),
  subject: line.default(''),
  /** Postfix accepts 50 MB. Nobody types a million characters. */
  text: z.string().max(1_000_000).default(''),
  /** The message that this one replies to or forwards. */
  about: z
    .object({ kind: z.enum(['reply', 'replyAll', 'forward']), ...messageAt.shape })
    .nullable()
    .default(null),
  /** Parts of the forwarded message, or of the draft itself, that are attached. */
  partsFrom: messageAt.nullable().default(null),
  parts: z
    .array(z.string().regex(/^\d+(\.\d+)*$/))
    .max(100)
    .default([]),
  /** Files uploaded for this message. */
  uploads: z.array(z.uuid()).max(50).default([]),
  /** The saved draft that this one replaces. */
  saved: messageAt.nullable().default(null),
});
export type Draft = z.infer<typeof draftShape>;

/** A draft that was sent, but is not in the sent folder. */
export const sentShape = z.object({
  draft: draftShape,
  messageId: z.string().regex(/^<[^\s<>]{3,900}>$/),
  date: z.iso.datetime(),
});
export type SentDraft = z.infer<typeof sentShape>;

export const composeShape = z.object({
  kind: z.enum(['new', 'reply', 'replyAll', 'forward', 'draft']),
  /** The message to answer, to forward or to go on writing. */
  about: messageAt.nullable().default(null),
});
