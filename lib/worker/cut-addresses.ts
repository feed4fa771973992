import { z } from 'zod';
import { addressCuts } from '@/lib/activity';
import { cutCredentialAddresses } from '@/lib/credentials';
import { define, type Job } from '@/lib/jobs';
import { cutNoticeAddresses } from '@/lib/notices';
import { cutReceiptAddresses } from '@/lib/sessions';
import { cutSignInAddresses } from '@/lib/sign-ins';

/** Truncates the addresses of the rooms that do not know the log, after its own at 3:20. */
export const cutAddresses = define(
  'worker.cut-addresses',
  z.object({}),
  async () => {
    for (const cut of await addressCuts()) {
      await cutNoticeAddresses(cut);
      await cutSignInAddresses(cut);
      await cutCredentialAddresses(cut);
      await cutReceiptAddresses(cut);
    }
  },
  { cron: '50 3 * * *' },
);

export const addressJobs: Job[] = [cutAddresses];
