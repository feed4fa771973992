import 'server-only';

export { forgetOldCounts } from './forget';
export { claimChangedJumps, readJumps } from './jumps';
export { liftSendingSuspension } from './lift-suspension';
export { type OutboundAnswer, OutboundPolicy, type OutboundQuestion } from './outbound-policy';
export { readDomainSending, readSending, readTenantSending } from './read-sending';
export { outboundJobs } from './report';
export { setDomainLimits, setMailboxLimits, setTenantLimits } from './set-limits';
