import pg from 'pg';
import { config } from '@/lib/config';

/** One connection as the owner of the tables, outside any transaction. Answers false where the process was given none. */
export async function asOwner(work: (client: pg.Client) => Promise<void>): Promise<boolean> {
  const connectionString = config().MILEPOST_OWNER_DATABASE_URL;
  if (!connectionString) return false;
  const client = new pg.Client({ connectionString });
  // What cuts the connection also fails the query under way.
  client.on('error', () => {});
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
  return true;
}
