import { z } from 'zod';
import { forgetOldCommands, forgetOldTokens } from '@/lib/dovecot';
import { define, type Job } from '@/lib/jobs';
import { forgetOldFailures } from '@/lib/passwords';

/** Removes short-lived rows: answered commands, expired tokens, old failed web sign-ins. */
const forget = define(
  'worker.forget',
  z.object({}),
  async () => {
    await forgetOldTokens(new Date());
    await forgetOldCommands();
    await forgetOldFailures(new Date());
  },
  { cron: '*/10 * * * *' },
);

export const forgetJobs: Job[] = [forget];
