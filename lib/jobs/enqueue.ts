import { queries, runIn, sql, type Tx } from '@/lib/db';

/**
 * Adds a job to the queue in the transaction. It runs within milliseconds after the commit. A job with the same
 * `key` replaces a waiting one. A job with `at` runs at that time.
 */
export async function enqueue(
  tx: Tx,
  name: string,
  payload: Record<string, unknown>,
  { key, attempts = 10, at }: { key?: string; attempts?: number; at?: Date } = {},
): Promise<void> {
  const added = sql`graphile_worker.add_job(
    ${name},
    ${JSON.stringify(payload)}::json,
    max_attempts => ${attempts}::int,
    job_key => ${key ?? null}::text,
    run_at => ${at ?? null}::timestamptz
  )::text`;
  await runIn(tx, queries().selectNoFrom(added.as('added')));
}
