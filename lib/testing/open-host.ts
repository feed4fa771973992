import pg from 'pg';
import { readStackEnvironment } from '@/lib/stack';

/**
 * Chooses for a host what a demonstration has: domains carry mail as soon as they are added, and staff sign in with a
 * password alone. Tests of other things start from there; what holds where nobody has chosen has tests of its own.
 */
export async function openHost(dataDirectory: string): Promise<void> {
  const client = new pg.Client({ connectionString: readStackEnvironment(dataDirectory).DATABASE_URL });
  await client.connect();
  try {
    await client.query('UPDATE "PlatformSetting" SET "staffSecondFactor" = false, "provenDomains" = false');
  } finally {
    await client.end();
  }
}
