import 'server-only';

export { ingest } from './ingest';
export { sessionJobs } from './jobs';
export { listSessions } from './list-sessions';
export { nodeStates } from './node-states';
export { planEnding } from './plan-ending';
export { listEndings, readEnding } from './read-ending';
export { readSession } from './read-session';
export { reconcile } from './reconcile';
export { revisionNow } from './revision';
export { listSavedFilters, removeSavedFilter, saveFilter } from './saved-filters';
export { sessionCounts } from './session-counts';
export { previewSessionLog, readSessionLog, setSessionLog } from './session-log';
export { sessionsPerMinute } from './sessions-per-minute';
export { startEnding } from './start-ending';
export { watchSessions } from './watch-sessions';
