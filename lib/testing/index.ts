import 'server-only';

// What integration tests, journeys and measurements share. Product code never imports this room.
export { actorWith } from './actor';
export { startNameServer } from './name-server';
export { ownAccounts } from './own-accounts';
export { type MailboxOwner, ownDomain } from './own-domain';
export { ownReseller } from './own-reseller';
export { cleanEnvironment, newDataDirectory, type OwnStack, refusedUp, spawnUp, startOwnStack } from './own-stack';
export { makeWorld, type World } from './own-world';
export { reportSending, suspendSending } from './sending';
export { imapSignIn, mailSignIn, signInsFrom } from './sign-in';
export { until } from './until';
