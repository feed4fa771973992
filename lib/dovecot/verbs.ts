import { z } from 'zod';

const user = z.string().min(3).max(320);
const uid = z.number().int().positive();

/** What a node's agent can be asked to do with its doveadm: input and output of each verb. */
export const verbs = {
  /** Every connection that Dovecot itself lists. */
  who: {
    args: z.object({}),
    result: z.array(z.object({ user: z.string(), service: z.string(), pid: z.number().int(), ip: z.string() })),
  },
  /** Forgets cached sign-ins: needed after every change of password, protocol or suspension. */
  'flush-auth-cache': { args: z.object({ users: z.array(user).max(1000) }), result: z.object({}) },
  /** Ends one session: the agent checks that the pid still belongs to this user and service before it signals it, and waits until it is gone. */
  'disconnect-session': {
    args: z.object({ user, service: z.string(), pid: z.number().int().positive(), sid: z.string().optional() }),
    result: z.object({ ended: z.boolean(), why: z.string().optional() }),
  },
  /** Ends every session of a user, or those from one address. */
  'disconnect-user': {
    args: z.object({ user, ip: z.string().optional() }),
    result: z.object({ ended: z.number().int() }),
  },
  quota: {
    args: z.object({ users: z.array(user).max(100) }),
    result: z.array(z.object({ user: z.string(), bytes: z.number(), messages: z.number() })),
  },
  /** Messages of a folder that came in (saved) or were delivered (received) before an instant. */
  find: {
    args: z.object({
      user,
      folder: z.string().min(1).max(255),
      before: z.iso.datetime(),
      basis: z.enum(['saved', 'received']),
    }),
    result: z.array(
      z.object({
        uid,
        guid: z.string(),
        messageId: z.string(),
        sender: z.string(),
        subject: z.string(),
        at: z.iso.datetime(),
        size: z.number(),
      }),
    ),
  },
  /** Removes messages named by guid from a folder; each goes to the recovery folder. Answers which guids are gone now. */
  remove: {
    args: z.object({
      user,
      folder: z.string().min(1).max(255),
      messages: z.array(z.object({ uid, guid: z.string() })).max(1000),
    }),
    result: z.object({ gone: z.array(z.string()), kept: z.array(z.string()) }),
  },
  /** Moves a removed message out of the recovery folder. Found by guid, or by uid in the recovery folder plus Message-ID. */
  restore: {
    args: z.object({
      user,
      folder: z.string().min(1).max(255),
      guid: z.string().optional(),
      uid: uid.optional(),
      messageId: z.string().optional(),
    }),
    result: z.object({ restored: z.number().int() }),
  },
  /** Removes what a POP3 client removed and the mailbox kept, of what came in before an instant. */
  'purge-kept': { args: z.object({ user, before: z.iso.datetime() }), result: z.object({}) },
  /** Empties the recovery folder of what was removed before an instant. */
  'purge-removed': { args: z.object({ user, before: z.iso.datetime() }), result: z.object({}) },
  /** Writes the keys that sign what the domains send, as the database has them now. */
  'write-signing-keys': { args: z.object({}), result: z.object({ keys: z.number().int() }) },
  /** Has Postfix try everything that waits in its queue. */
  'deliver-queue': { args: z.object({}), result: z.object({}) },
} as const;

export type NodeVerb = keyof typeof verbs;
