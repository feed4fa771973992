import type { Job } from '@/lib/jobs';
import { applyLogRetention } from './log/apply-retention';

export const activityJobs: Job[] = [applyLogRetention];
