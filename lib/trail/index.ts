import 'server-only';

export { trailJobs } from './jobs';
export { listEvents } from './list-events';
export { messageTrail } from './message-trail';
export { recoveryUse, trimRecovery } from './recovery-area';
export { restoreMessage } from './restore-message';
export { countRemoved, restoreRemoved } from './restore-removed';
export { unclearSteps } from './unclear-steps';
