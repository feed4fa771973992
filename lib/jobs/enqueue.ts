import { queries, runIn, sql, type Tx } from '@/lib/db';

/**
 * Adds a job to the queue in the transaction. It runs within milliseconds after the commit. A job with the same
 * `key` replaces a waiting one. A job with `at` runs at that time; with `keepsTime`, at the time of the waiting one that
 * it replaces.
 */
export async function enqueue(
  tx: Tx,
  name: string,
  payload: Record<string, unknown>,
  {
    key,
    attempts = 10,
    at,
    keepsTime = false,
  }: { key?: string; attempts?: number; at?: Date; keepsTime?: boolean } = {},
): Promise<void> {
  const added = sql`graphile_worker.add_job(
    ${name},
    ${JSON.stringify(payload)}::json,
    max_attempts => ${attempts}::int,
    job_key => ${key ?? null}::text,
    run_at => ${at ?? null}::timestamptz,
    job_key_mode => ${keepsTime ? 'preserve_run_at' : 'replace'}::text
  )::text`;
  await runIn(tx, queries().selectNoFrom(added.as('added')));
}
