import { z } from 'zod';
import { forgetOldCommands, forgetOldTokens } from '@/lib/dovecot';
import { define, type Job } from '@/lib/jobs';
import { forgetOldFailures } from '@/lib/passwords';

/** What only served a moment: answered commands, tokens that are over, old failures of web sign-ins. */
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
