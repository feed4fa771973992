import { z } from 'zod';
import { define, type Job } from '@/lib/jobs';
import { reviewFindings } from './take-failures';
import { tellByMail } from './tell-by-mail';

const review = define('devices.review', z.object({}), () => reviewFindings(new Date()), { cron: '7 * * * *' });
const tell = define('devices.tell', z.object({}), () => tellByMail(new Date()), { cron: '* * * * *' });

export const deviceJobs: Job[] = [review, tell];
