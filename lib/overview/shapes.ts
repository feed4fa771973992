export interface Figures {
  mailboxes: number;
  suspended: number;
  domains: number;
  usedBytes: number;
  quotaBytes: number;
  messages: number;
  /** Mailboxes at nine tenths of their quota or more. */
  nearlyFull: number;
}
