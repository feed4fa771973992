import 'server-only';

// Shared by integration tests, e2e tests and benchmarks. Product code never imports this room.
export { startNameServer } from './name-server';
export { type MailboxOwner, ownDomain } from './own-domain';
export { ownReseller } from './own-reseller';
export { cleanEnvironment, newDataDirectory, type OwnStack, refusedUp, spawnUp, startOwnStack } from './own-stack';
export { makeWorld, type World } from './own-world';
export { imapSignIn, mailSignIn } from './sign-in';
export { until } from './until';
