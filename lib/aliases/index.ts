import 'server-only';

export { createAlias } from './create-alias';
export { readForward, setForward } from './forward';
export { listAliases } from './list-aliases';
export { aliasedAmong, isAliased, moveAliases } from './mailbox-aliases';
export { removeAlias } from './remove-alias';
export { unansweredRoles } from './role-addresses';
