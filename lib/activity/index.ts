import 'server-only';

export { activityJobs } from './jobs';
export { addressCuts } from './log/apply-retention';
export { previewLogRetention, readLogRetention, setLogRetention } from './log/retention';
export { readDeferredMail } from './read/deferred-mail';
export { allEvents, eventsOf, readEventRows } from './read/events';
export { allFailures, readFailures } from './read/failures';
export {
  allHandshakes,
  countTurnedAway,
  handshakesSince,
  mailboxesOfHandshakes,
  readHandshakes,
} from './read/handshakes';
export { nodeStates } from './read/node-states';
export { revisionNow } from './read/revision';
export { readSentRows, sentOf } from './read/sent';
export { sentBefore, sentState, sentTo } from './read/sent-conditions';
export { sessionCounts } from './read/session-counts';
export { allSessions, countOpenSessions, openSessionsByPid, readSessionRows, sessionsOf } from './read/sessions';
export { sessionsOfDay, sessionsPerMinute } from './read/sessions-over-time';
export { sessionChannel, watchSessions } from './read/watch-sessions';
export { forgetUnreadLines, readUnreadLines } from './unread-lines';
