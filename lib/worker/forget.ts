import { z } from 'zod';
import { forgetOldCommands, forgetOldTokens } from '@/lib/dovecot';
import { forgetOldFailures } from '@/lib/guesses';
import { define, type Job } from '@/lib/jobs';

/** Removes short-lived rows: answered commands, expired tokens, old failed sign-ins. */
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
