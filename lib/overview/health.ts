import { pool } from '@/lib/db';

/** Whether the database answers within two seconds: longer, and a page would look dead. */
export async function databaseAnswers(): Promise<boolean> {
  const deadline = new Promise<boolean>((resolve) => {
    setTimeout(() => resolve(false), 2000).unref();
  });
  const asked = pool()
    .query('SELECT 1')
    .then(
      () => true,
      () => false,
    );
  return Promise.race([asked, deadline]);
}
