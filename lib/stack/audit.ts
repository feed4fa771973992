import pg from 'pg';
import { locate } from './settings';
import { readStackEnvironment } from './stack-environment';
import { messageOf } from './stop';

/**
 * Verifies the hash chain of the audit log and prints the newest hash. If it is stored elsewhere, it later shows
 * whether entries were removed from the end, which the chain alone cannot show.
 */
async function main(): Promise<number> {
  const env = readStackEnvironment(locate(process.env).dataDirectory);
  const client = new pg.Client({ connectionString: env.DATABASE_URL });
  await client.connect();
  try {
    const { rows } = await client.query<{ first: string | null; entries: string; hash: string | null }>(
      `SELECT audit_first_break() AS first, (SELECT count(*) FROM "AuditEntry") AS entries,
        (SELECT hash FROM "AuditEntry" ORDER BY seq DESC LIMIT 1) AS hash`,
    );
    const { first, entries, hash } = rows[0] ?? { first: null, entries: '0', hash: null };
    if (first) {
      process.stdout.write(
        `The chain breaks at entry ${first}: this entry or the one before was altered or removed.\n`,
      );
      return 1;
    }
    process.stdout.write(`The chain of ${entries} entries is whole. Newest: ${hash ?? 'none'}\n`);
    return 0;
  } finally {
    await client.end();
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = 1;
}
