import 'server-only';

export { type Actor, demand, may, systemActor } from './actor';
export { mailboxScope, scope, tenantScope } from './scope';
