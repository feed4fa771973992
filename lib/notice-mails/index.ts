import 'server-only';

import type { Job } from '@/lib/jobs';
import { sendNoticesJob, sendWaitingNoticesJob } from './send-notices';

export const noticeJobs: Job[] = [sendNoticesJob, sendWaitingNoticesJob];
