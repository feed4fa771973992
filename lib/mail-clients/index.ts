// The ways in which tests, measurements and the demonstration use a mail server, over its real protocols. Loads under
// Playwright and without any tests' code; ports are arguments, because only servers may read the configuration.
export type { Account, ClaimedAddress, Endpoint } from './connection';
export { ImapClient } from './imap-client';
export { openImapFlow } from './imap-flow';
export { type ImportedFolder, importMail } from './import-mail';
export { ManageSieveClient } from './manage-sieve-client';
export { Pop3Client } from './pop3-client';
export { imapClient, pop3Client, RawClient } from './raw-client';
export { mailTransport, submitAs } from './submission';
