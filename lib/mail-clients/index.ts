// Mail clients for tests, benchmarks and the demonstration, over the real protocols. They load in Playwright without
// any test code. Ports are arguments, because only servers may read the configuration.
export type { Account, ClaimedAddress, Endpoint } from './connection';
export { ImapClient } from './imap-client';
export { openImapFlow } from './imap-flow';
export { type ImportedFolder, importMail } from './import-mail';
export { ManageSieveClient } from './manage-sieve-client';
export { Pop3Client } from './pop3-client';
export { imapClient, pop3Client, RawClient } from './raw-client';
export { mailTransport, submitAs } from './submission';
