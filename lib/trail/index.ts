import 'server-only';

export { trailJobs } from './jobs';
export { listEvents } from './list-events';
export { messageTrail } from './message-trail';
export { recoveryUse, trimRecovery } from './recovery-area';
export { restoreMessage } from './restore-message';
export { listRemoved } from './restores/list-removed';
export { readRestore } from './restores/read-restore';
export { startRestore } from './restores/start-restore';
export { retrySent, returnSent } from './sent/act-on-sent';
export { listSent } from './sent/list-sent';
export { readSent, sentWith } from './sent/read-sent';
export { unclearSteps } from './unclear-steps';
