import 'server-only';

import type { Job } from '@/lib/jobs';
import { layKeysJob, makeKeysJob } from './keys';
import { lapseJob } from './lapse';

export { addNextKey, switchKey } from './keys';
export { checkDns, readStanding, vouchForDomain } from './standing';

export const dnsJobs: Job[] = [makeKeysJob, layKeysJob, lapseJob];
