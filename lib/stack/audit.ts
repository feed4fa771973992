import { createPublicKey } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { firstWrongEntry, readAnchors, readCopies } from '@/lib/audit/anchors';
import { locate } from './settings';
import { readStackEnvironment } from './stack-environment';
import { messageOf, Stop } from './stop';

const say = (text: string) => process.stdout.write(`${text}\n`);

/**
 * Verifies the audit: its chain, and what the agent anchored outside the database, which an owner of the database cannot
 * compute anew. `copy` is a file with anchors that went elsewhere, such as a log of the system or a mail.
 */
async function main(copy: string | undefined): Promise<number> {
  const { dataDirectory } = locate(process.env);
  const client = new pg.Client({ connectionString: readStackEnvironment(dataDirectory).DATABASE_URL });
  await client.connect();
  try {
    const { rows } = await client.query<{ first: string | null; entries: string; hash: string | null }>(
      `SELECT audit_first_break() AS first, (SELECT count(*) FROM "AuditEntry") AS entries,
        (SELECT hash FROM "AuditEntry" ORDER BY seq DESC LIMIT 1) AS hash`,
    );
    const { first, entries, hash } = rows[0] ?? { first: null, entries: '0', hash: null };
    if (first) say(`The chain breaks at entry ${first}: this entry or the one before was altered or removed.`);
    else say(`The chain of ${entries} entries is whole. Newest: ${hash ?? 'none'}`);
    const held = await holdsAnchors(client, path.join(dataDirectory, 'anchors'), copy);
    return first || !held ? 1 : 0;
  } finally {
    await client.end();
  }
}

async function holdsAnchors(client: pg.Client, directory: string, copy: string | undefined): Promise<boolean> {
  const keyFile = path.join(directory, 'audit.pub');
  if (process.getuid?.() !== 0 && !existsSync(keyFile)) {
    say('Only root can compare it with what the agent anchored outside the database.');
    return true;
  }
  if (!existsSync(keyFile)) {
    say('Nothing is anchored outside the database yet: the agent does so within a minute of its start.');
    return copy === undefined;
  }
  const key = createPublicKey(readFileSync(keyFile));
  const { anchors, wrongLine } = readAnchors(readText(path.join(directory, 'audit.jsonl')), key);
  if (wrongLine !== null) say(`Line ${wrongLine} of ${directory}/audit.jsonl was not written by the agent.`);
  const copies = copy === undefined ? [] : readCopies(readFileSync(copy, 'utf8'), key);
  if (copy !== undefined && copies.length === 0) {
    say(`${copy} holds no anchor of this host.`);
    return false;
  }
  const { rows } = await client.query<{ seq: string; hash: string }>('SELECT seq, hash FROM audit_hash');
  const hashes = new Map(rows.map((row) => [Number(row.seq), row.hash]));
  const all = [...anchors, ...copies];
  const wrong = firstWrongEntry(all, (seq) => hashes.get(seq));
  if (wrong) {
    const what = wrong.missing ? 'is missing' : 'is not what it was';
    say(`Entry ${wrong.seq} ${what} when it was anchored at ${wrong.at}.`);
    return false;
  }
  const newest = Math.max(0, ...all.map(({ to }) => to));
  if (wrongLine === null) say(`It is what was anchored outside the database, up to entry ${newest}.`);
  return wrongLine === null;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Stop(`${file} cannot be read (${messageOf(error)}).`);
  }
}

try {
  process.exitCode = await main(process.argv[2]);
} catch (error) {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = 1;
}
