/** Every number that bounds what one owner may ask of the mail server through webmail, with its reason. */
export const limits = {
  /** Two pages in flight at once: a click never waits behind a slow search. */
  workers: 2,
  /** Downloads and big moves run beside, so that clicks never queue behind 50 MB. */
  bulk: 2,
  /** Connections of one mailbox over all its web sign-ins; below Dovecot's mail_max_userip_connections (50). */
  perMailbox: 16,
  /** A connection that nobody used for this long is closed: a process on the mail server is 5 MB. */
  idleMs: 3 * 60_000,
  /** Sign-ins that ended, and mailboxes that were suspended, lose their connections within this. */
  sweepMs: 15_000,
  /** Sign-in takes 5 to 50 ms on the loopback; a server under load may take seconds. */
  connectMs: 8_000,
  /** Waiting for a free connection. */
  acquireMs: 10_000,
  /** One exchange. The slowest honest one, a text search of 100,000 messages without an index, took 7 s. */
  workMs: 25_000,
  /** No byte for this long while something is asked: the connection is dead. */
  socketMs: 60_000,
  /** A single literal: messages are capped at 50 MB by Postfix, and parts are fetched in slices of 1 MB. */
  literalBytes: 64 << 20,
  /** Tokens of one response: a BODYSTRUCTURE of 10,000 parts has about 200,000. */
  tokens: 400_000,
  /** Bytes of a UID set on one command line; Dovecot refuses lines over 64 kB by default. */
  setBytes: 48_000,
  /** Slice of a download: at 64 kB (the library's default) 15 MB took 7.3 s at 20 ms distance, at 1 MB 0.7 s. */
  sliceBytes: 1 << 20,
  /** Rows of one window of the list. */
  window: 200,
} as const;
