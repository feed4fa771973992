import { type Connection, pool, queries, sql } from '@/lib/db';

/** Distinguishes these advisory locks from others of two numbers. */
const lockClass = 1_836_085_098;
/** A worker takes a job in the same moment in which it is created, perhaps before its lock. */
const settlingSeconds = 3;

/**
 * An advisory lock for each worker of this process. PostgreSQL releases them when the process ends, however it ends, so
 * that others can take over its jobs.
 */
export class WorkerLocks {
  private readonly workers = new Set<string>();
  private client: Connection | undefined;
  private closed = false;

  /** `onLost` is called when the connection with the locks ends: others then run the jobs of these workers. */
  async open(onLost: () => void): Promise<void> {
    const client = await pool().connect();
    this.client = client;
    client.once('error', () => {
      this.client = undefined;
      client.release(true);
      if (!this.closed) onLost();
    });
  }

  async hold(workerId: string): Promise<void> {
    this.workers.add(workerId);
    await this.client?.query('SELECT pg_advisory_lock($1, hashtext($2))', [lockClass, workerId]);
  }

  close(): void {
    this.closed = true;
    // Destroyed rather than returned, which releases the locks.
    this.client?.release(true);
    this.client = undefined;
  }
}

/** Makes the jobs of workers that are gone available again. Returns how many workers these were. */
export async function releaseJobsOfGoneWorkers(): Promise<number> {
  const { rows } = await sql<{ gone: number }>`
    WITH holders AS MATERIALIZED (
      SELECT DISTINCT j.locked_by AS id FROM graphile_worker.jobs j
      WHERE j.locked_at < now() - make_interval(secs => ${settlingSeconds}::int)
    ), gone AS MATERIALIZED (
      SELECT id FROM holders WHERE pg_try_advisory_xact_lock(${lockClass}::int, hashtext(id))
    )
    SELECT count(*)::int AS gone, graphile_worker.force_unlock_workers(COALESCE(array_agg(id), '{}')) FROM gone`.execute(
    queries(),
  );
  return rows[0]?.gone ?? 0;
}
