import { z } from 'zod';
import { define, type Job } from '@/lib/jobs';
import { cutDeviceAddresses, forgetOldSessions } from './apply-log-retention';
import { notifyByMail } from './notify-by-mail';
import { notifyOfNetworks } from './notify-of-networks';
import { reviewFindings } from './review-findings';

const review = define('devices.review', z.object({}), () => reviewFindings(new Date()), { cron: '7 * * * *' });
const notify = define('devices.notify', z.object({}), () => notifyByMail(new Date()), { cron: '* * * * *' });
const notifyNetworks = define('devices.notify-of-networks', z.object({}), () => notifyOfNetworks(new Date()), {
  cron: '* * * * *',
});
/** After the retention of the log at 3:20. */
const followLog = define(
  'devices.apply-log-retention',
  z.object({}),
  async () => {
    await cutDeviceAddresses();
    await forgetOldSessions();
  },
  { cron: '50 3 * * *' },
);

export const deviceJobs: Job[] = [review, notify, notifyNetworks, followLog];
