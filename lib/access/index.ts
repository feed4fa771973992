import 'server-only';

import type { Job } from '@/lib/jobs';
import { accessChangeJob, earlierAccessChangeJob } from './enqueue-access-change';

export { type Disconnect, disconnectClients } from './disconnect-clients';
export { enqueueAccessChange } from './enqueue-access-change';
export { flushAuthCache } from './flush-auth-cache';

export const accessJobs: Job[] = [accessChangeJob, earlierAccessChangeJob];
