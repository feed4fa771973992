import pg from 'pg';
import { config } from '@/lib/config';

/**
 * Runs work on a connection as the owner of the tables, outside any transaction. Returns false if the process has no
 * such connection.
 */
export async function asOwner(work: (client: pg.Client) => Promise<void>): Promise<boolean> {
  const connectionString = config().MILEPOST_OWNER_DATABASE_URL;
  if (!connectionString) return false;
  const client = new pg.Client({ connectionString });
  // If the connection is lost, the running query fails as well.
  client.on('error', () => {});
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
  return true;
}
