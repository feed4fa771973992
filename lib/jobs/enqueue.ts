import type { Tx } from '@/lib/db';

/**
 * Puts a job on the queue within the transaction: it runs once that commits, within milliseconds. A second job with the
 * same `key` replaces one that still waits; one with `at` waits until then.
 */
export async function enqueue(
  tx: Tx,
  name: string,
  payload: Record<string, unknown>,
  { key, attempts = 10, at }: { key?: string; attempts?: number; at?: Date } = {},
): Promise<void> {
  await tx.$queryRaw`SELECT graphile_worker.add_job(${name}, ${JSON.stringify(payload)}::json, max_attempts => ${attempts}::int, job_key => ${key ?? null}::text, run_at => ${at ?? null}::timestamptz)::text`;
}
