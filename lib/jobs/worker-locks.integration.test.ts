import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { pool, transaction } from '@/lib/db';
import { until } from '@/lib/testing';
import { enqueue } from './enqueue';
import { releaseJobsOfGoneWorkers, WorkerLocks } from './worker-locks';

// The workers of the stack run at the same time, and release the jobs of others, too.

const locks = new WorkerLocks();
const keys: string[] = [];
afterAll(async () => {
  locks.close();
  for (const key of keys) await pool().query('SELECT graphile_worker.remove_job($1)', [key]);
});

/** A job that was due a minute ago, which this worker took a while ago and did not finish. */
async function taken(workerId: string): Promise<string> {
  const key = `test-${randomUUID()}`;
  keys.push(key);
  await transaction((tx) => enqueue(tx, 'worker.forget', {}, { key, at: new Date(Date.now() + 3_600_000) }));
  await pool().query(
    `UPDATE graphile_worker._private_jobs
     SET locked_by = $2, locked_at = now() - interval '10 seconds', run_at = now() - interval '1 minute' WHERE key = $1`,
    [key, workerId],
  );
  return key;
}

const holderOf = async (key: string): Promise<string | null | undefined> => {
  const { rows } = await pool().query('SELECT locked_by FROM graphile_worker.jobs WHERE key = $1', [key]);
  return rows[0]?.locked_by;
};

describe('a job', () => {
  it('of a worker that is gone goes on within seconds', async () => {
    const key = await taken(`worker-gone-${randomUUID()}`);
    await until(async () => (await holderOf(key)) === undefined);
  });

  it('of a worker that lives is left alone, until its connection ends', async () => {
    let lost = false;
    await locks.open(() => {
      lost = true;
    });
    const workerId = `worker-alive-${randomUUID()}`;
    await locks.hold(workerId);
    const key = await taken(workerId);
    await releaseJobsOfGoneWorkers();
    expect(await holderOf(key)).toBe(workerId);
    await pool().query(
      `SELECT pg_terminate_backend(pid) FROM pg_locks
       WHERE locktype = 'advisory' AND objid = (hashtext($1)::bigint & 4294967295)::oid AND pid <> pg_backend_pid()`,
      [workerId],
    );
    await until(async () => (await holderOf(key)) === undefined);
    expect(lost).toBe(true);
  });
});
