import { EventEmitter } from 'node:events';
import { type CronItem, Logger, parseCronItems, type Runner, run, type WorkerEvents } from 'graphile-worker';
import type { z } from 'zod';
import { config } from '@/lib/config';
import { log } from '@/lib/log';
import { releaseJobsOfGoneWorkers, WorkerLocks } from './worker-locks';

export interface Job {
  name: string;
  /** A cron expression, if the job also runs on a schedule (with an empty payload). */
  cron?: string;
  /** Also when a worker starts (with an empty payload): it continues the work of a killed worker. */
  atStart?: boolean;
  /** Whether somebody waits for it. It takes seconds at most. */
  urgent: boolean;
  handle: (payload: unknown) => Promise<void>;
}

/** Defines a job. It must be idempotent, because it may run twice. */
export function define<S extends z.ZodType>(
  name: string,
  shape: S,
  handle: (payload: z.infer<S>) => Promise<void>,
  { cron, atStart, urgent = false }: { cron?: string; atStart?: boolean; urgent?: boolean } = {},
): Job {
  return {
    name,
    ...(cron ? { cron } : {}),
    ...(atStart ? { atStart } : {}),
    urgent,
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

/** Jobs that people wait for are short, and have slots that long work never takes. */
const slots = { urgent: 3, other: 4 };
/** The jobs of a killed worker go on after this time. */
const releaseMs = 3_000;

/**
 * Runs the jobs until `stop` of the returned object is called. Its `promise` settles when the runner ends, e.g. because
 * the database connection is lost.
 */
export async function runJobs(jobs: Job[]): Promise<{ stop: () => Promise<void>; promise: Promise<void> }> {
  const locks = new WorkerLocks();
  const runners: Runner[] = [];
  const stop = async () => {
    clearInterval(releasing);
    await Promise.all(runners.map((runner) => runner.stop().catch(() => {})));
    locks.close();
  };
  const release = () =>
    releaseJobsOfGoneWorkers().then(
      (gone) => gone > 0 && log.warn(`queue: released the jobs of ${gone} workers that are gone`),
      () => {},
    );
  await locks.open(() => void stop());
  const releasing = setInterval(release, releaseMs);
  try {
    await release();
    for (const urgent of [true, false])
      runners.push(
        await start(
          jobs.filter((job) => job.urgent === urgent),
          slots[urgent ? 'urgent' : 'other'],
          locks,
        ),
      );
    for (const { name, atStart } of jobs) if (atStart) await runners[0]?.addJob(name, {}, { jobKey: `${name}/start` });
  } catch (error) {
    await stop();
    throw error;
  }
  // If one of them ends, the other must not go on alone.
  const promise = Promise.race(runners.map((runner) => runner.promise)).finally(stop);
  return { stop, promise };
}

function start(jobs: Job[], concurrency: number, locks: WorkerLocks): Promise<Runner> {
  const events = new EventEmitter() as WorkerEvents;
  events.on('worker:create', ({ worker }) => void locks.hold(worker.workerId).catch(() => {}));
  const cron = jobs.flatMap((job): CronItem[] =>
    job.cron ? [{ task: job.name, match: job.cron, identifier: job.name, payload: {} }] : [],
  );
  return run({
    connectionString: config().DATABASE_URL,
    concurrency,
    logger,
    events,
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
}
