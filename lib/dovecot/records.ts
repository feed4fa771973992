import { z } from 'zod';

/** What the agent makes of a log line. Texts are cleaned and cut by the parser; nothing in them is trusted further. */

const service = z.enum(['imap', 'pop3', 'submission', 'sieve', 'lmtp', 'doveadm']);
export type MailService = z.infer<typeof service>;

/** `offset` is the line's first byte in its file; `at` is Dovecot's instant with microseconds. */
const base = { offset: z.number().int().min(0), at: z.string() };
const who = {
  service,
  user: z.string(),
  pid: z.number().int(),
  sid: z.string(),
  ip: z.string().optional(),
  cred: z.string().optional(),
};

const login = z.object({
  kind: z.literal('login'),
  ...base,
  service,
  user: z.string(),
  method: z.string().optional(),
  ip: z.string().optional(),
  port: z.number().int().optional(),
  pid: z.number().int().optional(),
  transport: z.enum(['tls', 'secured', 'clear']),
  tlsProtocol: z.string().optional(),
  tlsCipher: z.string().optional(),
  sid: z.string(),
  cred: z.string().optional(),
});

/** A client named itself, before or after its login. */
const id = z.object({
  kind: z.literal('id'),
  ...base,
  sid: z.string(),
  name: z.string().optional(),
  version: z.string().optional(),
});

const end = z.object({
  kind: z.literal('end'),
  ...base,
  ...who,
  reason: z.enum(['logged-out', 'closed', 'idle', 'shutdown', 'error']),
  detail: z.string(),
  bytesIn: z.number().optional(),
  bytesOut: z.number().optional(),
  fetched: z.number().int().optional(),
  removed: z.number().int().optional(),
  expunged: z.number().int().optional(),
});

/** Something happened to a message in a folder. */
const mail = z.object({
  kind: z.literal('mail'),
  ...base,
  ...who,
  action: z.enum(['save', 'copy', 'expunge', 'delete', 'undelete', 'flag_change']),
  box: z.string(),
  /** The folder that a copy came from. */
  from: z.string().optional(),
  uid: z.number().int().optional(),
  messageId: z.string().optional(),
  size: z.number().optional(),
  sender: z.string().optional(),
  subject: z.string().optional(),
  flags: z.array(z.string()),
});

/** Dovecot's submission service handed a message to the MTA. */
const relayed = z.object({
  kind: z.literal('relayed'),
  ...base,
  ...who,
  sender: z.string(),
  size: z.number(),
  recipients: z.number().int(),
  queueId: z.string().optional(),
});

/** The auth process: one failed attempt, with its reason but without the protocol. */
const refused = z.object({
  kind: z.literal('refused'),
  ...base,
  user: z.string(),
  ip: z.string().optional(),
  sid: z.string().optional(),
  reason: z.enum(['wrong-password', 'unknown-user', 'blocked-network', 'other']),
});

/** The login process: a connection ended without a session, after attempts. */
const rejected = z.object({
  kind: z.literal('rejected'),
  ...base,
  service,
  user: z.string(),
  ip: z.string().optional(),
  sid: z.string(),
  cred: z.string().optional(),
  /** barred: the password was right, the mailbox may not. */
  reason: z.enum(['failed', 'barred', 'other']),
});

/** Dovecot was started: no session from before lives on. */
const started = z.object({ kind: z.literal('started'), ...base, version: z.string() });

export const logRecord = z.discriminatedUnion('kind', [login, id, end, mail, relayed, refused, rejected, started]);
export type LogRecord = z.infer<typeof logRecord>;
/** A record before the tailer adds where its line begins. */
export type ParsedLine = LogRecord extends infer R ? (R extends LogRecord ? Omit<R, 'offset'> : never) : never;
