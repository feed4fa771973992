import { existsSync } from 'node:fs';
import { chmod, chown, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { db, queries, sql } from '@/lib/db';
import { unseal } from '@/lib/vault';

/**
 * Writes what rspamd knows of the domains of this host: their names, and the keys that sign for them. rspamd reads a
 * changed map within a second. May run twice. Returns the number of domains that sign.
 */
export async function writeSigningKeys(dataDirectory: string): Promise<number> {
  const directory = path.join(dataDirectory, 'rspamd');
  const keys = path.join(directory, 'keys');
  // Without root there is no Postfix, and no mail to sign.
  if (!existsSync(keys)) return 0;
  const { gid } = await stat(keys);
  const rows = await db().signingKey.findMany({ orderBy: { domain: 'asc' } });
  const domains = await sql<{ name: string }>`SELECT name FROM mail_domain ORDER BY name`.execute(queries());
  const known = new Set(await readdir(keys));
  const wanted = new Set(rows.map(({ id }) => `${id}.key`));
  for (const { id, sealedKey } of rows)
    if (!known.has(`${id}.key`)) await put(path.join(keys, `${id}.key`), unseal(sealedKey, id), gid);
  const maps = {
    domains: domains.rows.map(({ name }) => name),
    selectors: rows.map(({ domain, selector }) => `${domain} ${selector}`),
    // Last: with the path, signing begins.
    paths: rows.map(({ id, domain }) => `${domain} ${path.join(keys, `${id}.key`)}`),
  };
  for (const [name, lines] of Object.entries(maps)) {
    const file = path.join(directory, `maps/${name}.map`);
    const text = lines.map((line) => `${line}\n`).join('');
    if ((await readFile(file, 'utf8').catch(() => null)) !== text) await put(file, text, gid);
  }
  for (const name of known) if (!wanted.has(name)) await rm(path.join(keys, name), { force: true });
  return rows.length;
}

/** Replaces the file atomically. Only root writes it, and only rspamd reads it. */
async function put(file: string, text: string, gid: number): Promise<void> {
  const next = `${file}.next`;
  // A link that somebody left there is not followed.
  await rm(next, { force: true });
  await writeFile(next, text, { mode: 0o600, flag: 'wx' });
  await chown(next, 0, gid);
  await chmod(next, 0o640);
  await rename(next, file);
}
