import { queries, sql } from '@/lib/db';

/** Longer, and a page would look dead. */
const timeoutMs = 2_000;

/** Whether the database answers soon. */
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
