import { setTimeout as wait } from 'node:timers/promises';
import { accessJobs } from '@/lib/access';
import { activityJobs } from '@/lib/activity';
import { ingest, reconcile } from '@/lib/activity/ingest';
import { config } from '@/lib/config';
import { recordCredentialUse } from '@/lib/credentials';
import { deviceJobs, updateDevices } from '@/lib/devices';
import { domainJobs } from '@/lib/domains';
import { filterJobs } from '@/lib/filters';
import { importJobs } from '@/lib/imports';
import { runJobs } from '@/lib/jobs';
import { log } from '@/lib/log';
import { mailboxJobs } from '@/lib/mailboxes';
import { noticeJobs } from '@/lib/notice-mails';
import { outboundJobs } from '@/lib/outbound';
import { peopleJobs } from '@/lib/people';
import { retentionJobs } from '@/lib/retention';
import { sessionJobs } from '@/lib/sessions';
import { tenantJobs } from '@/lib/tenants';
import { trailJobs } from '@/lib/trail';
import { addressJobs } from './cut-addresses';
import { forgetJobs } from './forget';

// The entry point of the background work: applies what the nodes report, compares it with their connections, and runs
// the jobs of the rooms. It may be killed at any time, and several workers can run.

const jobs = [
  ...accessJobs,
  ...activityJobs,
  ...deviceJobs,
  ...domainJobs,
  ...filterJobs,
  ...importJobs,
  ...mailboxJobs,
  ...noticeJobs,
  ...outboundJobs,
  ...peopleJobs,
  ...retentionJobs,
  ...sessionJobs,
  ...tenantJobs,
  ...trailJobs,
  ...forgetJobs,
  ...addressJobs,
];

// A wrong environment ends the worker here, with a sentence, instead of every job.
config();

const stopping = new AbortController();
const { signal } = stopping;

for (const name of ['SIGTERM', 'SIGINT'] as const) {
  process.on(name, () => {
    stopping.abort();
    // The worker must stop within 3 s, even if something hangs. Uncommitted work is repeated.
    setTimeout(() => process.exit(0), 2_800).unref();
  });
}
// A connection that PostgreSQL closes may fail in several places at once. None of them is a reason to exit.
process.on('unhandledRejection', (error) =>
  log.error(`unhandled: ${error instanceof Error ? error.message : String(error)}`),
);

/** The queue runner stops if the database is lost. A new one continues its work. */
async function runQueue(): Promise<void> {
  let quiet = false;
  while (!signal.aborted) {
    try {
      const runner = await runJobs(jobs);
      quiet = false;
      const stop = () => void runner.stop().catch(() => {});
      signal.addEventListener('abort', stop, { once: true });
      if (signal.aborted) stop();
      await runner.promise;
      signal.removeEventListener('abort', stop);
    } catch (error) {
      if (!quiet && !signal.aborted) log.error(`queue: ${error instanceof Error ? error.message : String(error)}`);
      quiet = true;
    }
    if (!signal.aborted) await wait(1_000, undefined, { signal }).catch(() => {});
  }
}

/** The credentials room stores when each app password was last used. */
const onStarted: Parameters<typeof ingest>[1] = (inside, sessions) =>
  recordCredentialUse(
    inside,
    sessions.map(({ credential, startedAt, remoteIp }) => ({ credential, at: new Date(startedAt), remoteIp })),
  );

log.info('worker started');
await Promise.all([ingest(signal, onStarted), reconcile(signal), updateDevices(signal), runQueue()]);
log.info('worker stopped');
process.exit(0);
