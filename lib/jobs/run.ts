import { type CronItem, Logger, parseCronItems, run } from 'graphile-worker';
import type { z } from 'zod';
import { config } from '@/lib/config';
import { log } from '@/lib/log';

export interface Job {
  name: string;
  /** A cron expression, if the job also runs on a schedule (with an empty payload). */
  cron?: string;
  /** Also when a worker starts (with an empty payload): it continues the work of a killed worker. */
  atStart?: boolean;
  handle: (payload: unknown) => Promise<void>;
}

/** Defines a job. It must be idempotent, because it may run twice. */
export function define<S extends z.ZodType>(
  name: string,
  shape: S,
  handle: (payload: z.infer<S>) => Promise<void>,
  { cron, atStart }: { cron?: string; atStart?: boolean } = {},
): Job {
  return {
    name,
    ...(cron ? { cron } : {}),
    ...(atStart ? { atStart } : {}),
    handle: async (payload) => handle(shape.parse(payload)),
  };
}

const write = { error: log.error, warning: log.warn, info: log.info };

/** Writes the messages of the queue to the log, except debug messages, which are several for each job. */
const logger = new Logger(({ label, taskIdentifier, jobId }) => (level, message) => {
  if (level === 'debug') return;
  const job = taskIdentifier ? ` ${taskIdentifier}${jobId ? ` ${jobId}` : ''}` : '';
  write[level](`queue ${label ?? 'core'}${job}: ${message}`);
});

/**
 * Runs the jobs until `stop` of the returned object is called. Its `promise` settles when the runner ends, e.g. because
 * the database connection is lost.
 */
export async function runJobs(
  jobs: Job[],
  concurrency = 4,
): Promise<{ stop: () => Promise<void>; promise: Promise<void> }> {
  const cron = jobs.flatMap((job): CronItem[] =>
    job.cron ? [{ task: job.name, match: job.cron, identifier: job.name, payload: {} }] : [],
  );
  const runner = await run({
    connectionString: config().DATABASE_URL,
    concurrency,
    logger,
    noHandleSignals: true,
    parsedCronItems: parseCronItems(cron),
    taskList: Object.fromEntries(
      jobs.map((job) => [
        job.name,
        async (payload: unknown) => {
          // Scheduled jobs have a _cron property in their payload.
          const { _cron, ...rest } = (payload ?? {}) as Record<string, unknown>;
          await job.handle(rest);
        },
      ]),
    ),
  });
  for (const { name, atStart } of jobs) if (atStart) await runner.addJob(name, {}, { jobKey: `${name}/start` });
  return runner;
}
