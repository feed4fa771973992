/** Limits for the load that one owner can cause on the mail server through webmail. */
export const limits = {
  /** Two requests at the same time, so that a click does not wait for a slow search. */
  workers: 2,
  /** Downloads and large moves use their own connection, so that clicks do not wait for 50 MB. */
  bulk: 2,
  /** Lists, counts and appends. These connections never have a folder open, so what they say of one is never old. */
  account: 2,
  /** Connections of one mailbox for all its web sign-ins. Dovecot's mail_max_userip_connections is 50. */
  perMailbox: 16,
  /** Idle connections are closed after this time, because each is a process of 5 MB on the mail server. */
  idleMs: 3 * 60_000,
  /** The connections of ended sign-ins and suspended mailboxes are closed within this time. */
  sweepMs: 15_000,
  /** Sign-in takes 5 to 50 ms on the loopback; a server under load may take seconds. */
  connectMs: 8_000,
  /** Waiting for a free connection. */
  acquireMs: 10_000,
  /** One command. A text search of 100,000 messages without an index took 7 s. */
  workMs: 25_000,
  /** A connection that sends nothing for this long during a command is dead. */
  socketMs: 60_000,
  /** One literal. Postfix limits messages to 50 MB, and parts are fetched in slices of 1 MB. */
  literalBytes: 64 << 20,
  /**
   * Tokens of one response. They are parsed in the event loop: 20,000 take 15 ms. A BODYSTRUCTURE of 1,000 parts has
   * 20,000, one of 9,000 parts takes 140 ms.
   */
  tokens: 20_000,
  /** Bytes of one response without its literals. 1 MB takes 20 ms to parse. */
  lineBytes: 1 << 20,
  /** Bytes of a UID set on one command line; Dovecot refuses lines over 64 kB by default. */
  setBytes: 48_000,
  /** Slice of a download: at 64 kB (the library's default) 15 MB took 7.3 s at 20 ms distance, at 1 MB 0.7 s. */
  sliceBytes: 1 << 20,
  /** Rows of one window of the list. */
  window: 200,
} as const;
