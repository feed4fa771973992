import 'server-only';

export { bringBackItems } from './bring-back-items';
export { carryOut } from './carry-out';
export { retentionJobs } from './jobs';
export { createPolicy, listPolicies, policyDomains, readPolicy, removePolicy, updatePolicy } from './policies';
export { listRunItems, listRuns, readRun } from './runs';
export { startPreview } from './start-preview';
