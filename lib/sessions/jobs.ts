import { z } from 'zod';
import { pool } from '@/lib/db';
import { define, type Job } from '@/lib/jobs';
import { carryOutEnding } from './carry-out-ending';
import { keepSessionLog } from './keep-session-log';

/** What only served a moment: answered commands, old failures of web sign-ins. */
const prune = define(
  'sessions.prune',
  z.object({}),
  async () => {
    await pool().query(`DELETE FROM "NodeCommand" WHERE "createdAt" < now() - interval '1 hour'`);
    await pool().query(`DELETE FROM "SignInFailure" WHERE at < now() - interval '7 days'`);
  },
  { cron: '*/10 * * * *' },
);

export const sessionJobs: Job[] = [prune, carryOutEnding, keepSessionLog];
