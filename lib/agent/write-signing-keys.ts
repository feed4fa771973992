import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { db } from '@/lib/db';
import { unseal } from '@/lib/vault';

/**
 * Writes OpenDKIM's tables and keys from the database and reloads OpenDKIM if they changed. May run twice. Returns the
 * number of domains that sign.
 */
export async function writeSigningKeys(dataDirectory: string): Promise<number> {
  const directory = path.join(dataDirectory, 'dkim');
  // Without root there is no Postfix, and no mail to sign.
  if (!existsSync(directory)) return 0;
  const { uid, gid } = await stat(directory);
  const rows = await db().signingKey.findMany({ orderBy: { domain: 'asc' } });
  const keys = path.join(directory, 'keys');
  await mkdir(keys, { recursive: true, mode: 0o700 });
  await chown(keys, uid, gid);
  const known = new Set(await readdir(keys));
  const wanted = new Set<string>();
  for (const { id, sealedKey } of rows) {
    wanted.add(id);
    if (!known.has(id)) await put(path.join(keys, id), unseal(sealedKey, id), uid, gid);
  }
  const before = await Promise.all(['keys', 'domains'].map((name) => read(path.join(directory, `${name}.table`))));
  const tables = [
    rows.map(({ id, domain, selector }) => `${id} ${domain}:${selector}:${path.join(keys, id)}`),
    rows.map(({ id, domain }) => `${domain} ${id}`),
  ].map((lines) => lines.map((line) => `${line}\n`).join(''));
  if (tables.join() !== before.join()) {
    await put(path.join(directory, 'keys.table'), tables[0] ?? '', uid, gid);
    await put(path.join(directory, 'domains.table'), tables[1] ?? '', uid, gid);
    await reload(dataDirectory);
  }
  for (const name of known) if (!wanted.has(name)) await rm(path.join(keys, name), { force: true });
  return rows.length;
}

const read = (file: string) => readFile(file, 'utf8').catch(() => '');

/** Replaces the file atomically. Only its owner can read it. */
async function put(file: string, text: string, uid: number, gid: number): Promise<void> {
  const next = `${file}.next`;
  await writeFile(next, text, { mode: 0o600 });
  await chmod(next, 0o600);
  await chown(next, uid, gid);
  await rename(next, file);
}

/**
 * On SIGUSR1, OpenDKIM reloads its configuration and tables (opendkim(8)). If it is not running, it reads them at its
 * start.
 */
async function reload(dataDirectory: string): Promise<void> {
  const pid = Number(await read(path.join(dataDirectory, 'run/opendkim.pid')));
  if (!pid || !(await read(`/proc/${pid}/comm`)).startsWith('opendkim')) return;
  process.kill(pid, 'SIGUSR1');
}
