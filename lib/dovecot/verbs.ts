import { z } from 'zod';
import { domainOf, localPartOf, localPartTrouble, toAsciiDomain } from '@/lib/addresses/values';
import { queueId } from './queue-id';

/** The longest address of RFC 5321. */
const maxUser = 320;

/** A refused name as it is told: readable, on one line, and short. */
const told = (name: unknown) => JSON.stringify(typeof name === 'string' ? name.slice(0, 100) : name);

/**
 * The address of a mailbox as the panel creates it. doveadm takes * and ? in a user name as a mask for many users, so
 * nothing else may reach it.
 */
const user = z
  .string()
  .max(maxUser)
  .refine(
    (name) =>
      name.includes('@') &&
      localPartTrouble(localPartOf(name)) === null &&
      toAsciiDomain(domainOf(name)) === domainOf(name),
    { error: ({ input }) => `${told(input)} is not the address of a mailbox` },
  );
const uid = z.number().int().positive();

/** The commands of the agent: arguments and result of each verb. */
export const verbs = {
  /** All connections listed by Dovecot. */
  who: {
    args: z.object({}),
    result: z.array(z.object({ user: z.string(), service: z.string(), pid: z.number().int(), ip: z.string() })),
  },
  /** Flushes the auth cache, after every change of a password, protocol or suspension. */
  'flush-auth-cache': { args: z.object({ users: z.array(user).max(1000) }), result: z.object({}) },
  /**
   * Disconnects a session. The agent checks that the pid still belongs to this user and service, signals it, and waits
   * until it exits.
   */
  'disconnect-session': {
    args: z.object({ user, service: z.string(), pid: z.number().int().positive(), sid: z.string().optional() }),
    result: z.object({ ended: z.boolean(), why: z.string().optional() }),
  },
  /** Disconnects all sessions of a user, or those from one address. */
  'disconnect-user': {
    args: z.object({ user, ip: z.string().optional() }),
    result: z.object({ ended: z.number().int() }),
  },
  quota: {
    args: z.object({ users: z.array(user).max(100) }),
    result: z.array(z.object({ user: z.string(), bytes: z.number(), messages: z.number() })),
  },
  /** Messages that were saved in a folder, or received, before an instant. */
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
  /** Removes messages from a folder by guid. They move to the recovery folder. Returns the removed guids. */
  remove: {
    args: z.object({
      user,
      folder: z.string().min(1).max(255),
      messages: z.array(z.object({ uid, guid: z.string() })).max(1000),
    }),
    result: z.object({ removed: z.array(z.string()), remaining: z.array(z.string()) }),
  },
  /** Restores a message from the recovery folder, by guid, or by its UID there and the Message-ID. */
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
  /** Where the active Sieve script of a mailbox, and those that it includes, send mail. */
  redirects: {
    args: z.object({ user }),
    result: z.object({ destinations: z.array(z.string().max(320)).max(500) }),
  },
  /** Saves a message in the Inbox, past forwarding, filters and vacation replies; once, if it is asked again. */
  save: {
    args: z.object({
      user,
      message: z.string().min(1).max(200_000),
      messageId: z.string().regex(/^<[^\s<>]{1,250}>$/),
    }),
    result: z.object({}),
  },
  /** Expunges messages that a POP3 client deleted and the mailbox retained, if they were saved before an instant. */
  'purge-retained': { args: z.object({ user, before: z.iso.datetime() }), result: z.object({}) },
  /** Expunges messages from the recovery folder that were removed before an instant. */
  'purge-removed': { args: z.object({ user, before: z.iso.datetime() }), result: z.object({}) },
  /** Expunges the oldest messages of the recovery folder until the others fit, and returns what it holds then. */
  'trim-removed': {
    args: z.object({ user, maxBytes: z.number().int().nonnegative() }),
    result: z.object({
      bytes: z.number().int(),
      messages: z.number().int(),
      removed: z.number().int(),
      removedBytes: z.number().int(),
    }),
  },
  /** Writes the DKIM keys of all domains from the database. */
  'write-signing-keys': { args: z.object({}), result: z.object({ keys: z.number().int() }) },
  /** Makes Postfix attempt delivery of one message now. */
  'retry-queued': { args: z.object({ queueId }), result: z.object({ found: z.boolean() }) },
  /** Makes Postfix return one message to its sender now. */
  'return-queued': { args: z.object({ queueId }), result: z.object({ found: z.boolean() }) },
  /** Makes Postfix attempt delivery of its queue. */
  'deliver-queue': { args: z.object({}), result: z.object({}) },
} as const;

export type NodeVerb = keyof typeof verbs;

/** They may read a whole mailbox. The others take an instant, and somebody waits for most of them. */
export const longVerbs = [
  'find',
  'remove',
  'purge-retained',
  'purge-removed',
  'trim-removed',
] as const satisfies readonly NodeVerb[];
