import { queries, sql } from '@/lib/db';

/** After a longer time, a page would seem to hang. */
const timeoutMs = 2_000;

/** Whether the database responds in time. */
export async function databaseAnswers(): Promise<boolean> {
  const late = new Promise<boolean>((resolve) => {
    setTimeout(() => resolve(false), timeoutMs).unref();
  });
  const answered = sql`SELECT 1`.execute(queries()).then(
    () => true,
    () => false,
  );
  return Promise.race([answered, late]);
}
