import { z } from 'zod';
import { define, type Job } from '@/lib/jobs';
import { countRun } from './count-run';
import { executeRun } from './execute-run';
import { restoreItems } from './restore-items';

const payload = z.object({ runId: z.uuid() });

export const retentionJobs: Job[] = [
  define('retention.count', payload, ({ runId }) => countRun(runId)),
  define('retention.execute', payload, ({ runId }) => executeRun(runId)),
  define('retention.restore', payload, ({ runId }) => restoreItems(runId)),
  // Jobs queued before an upgrade have these names.
  define('retention.remove', payload, ({ runId }) => executeRun(runId)),
  define('retention.bring-back', payload, ({ runId }) => restoreItems(runId)),
];
