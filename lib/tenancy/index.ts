import 'server-only';

export { type Actor, demand, may, systemActor } from './actor';
export { mailboxScope, scope, scopeSql, tenantScope } from './scope';
