import 'server-only';

export { bringBack } from './bring-back';
export { bringBackTaken, countTaken } from './bring-back-taken';
export { trailJobs } from './jobs';
export { listEvents } from './list-events';
export { messageTrail } from './message-trail';
