import 'server-only';

export { enqueue } from './enqueue';
export { define, type Job, runJobs } from './run';
