import 'server-only';

export { retentionJobs } from './jobs';
export { createPolicy, listPolicies, policyDomains, readPolicy, removePolicy, updatePolicy } from './policies';
export { listRunItems, listRuns, readRun } from './runs';
export { runsBehind } from './runs-behind';
export { startPreview } from './start-preview';
export { startRestore } from './start-restore';
export { startRun } from './start-run';
