import { z } from 'zod';
import { forgetOldCommands, forgetOldTokens } from '@/lib/dovecot';
import { forgetOldFailures } from '@/lib/guesses';
import { define, type Job } from '@/lib/jobs';
import { forgetOldCounts } from '@/lib/outbound';

/** Removes short-lived rows: answered commands, expired tokens, old failed sign-ins and counts. */
const forget = define(
  'worker.forget',
  z.object({}),
  async () => {
    await forgetOldTokens(new Date());
    await forgetOldCommands();
    await forgetOldFailures(new Date());
    await forgetOldCounts(new Date());
  },
  { cron: '*/10 * * * *' },
);

export const forgetJobs: Job[] = [forget];
