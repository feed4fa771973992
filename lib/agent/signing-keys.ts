import { existsSync } from 'node:fs';
import { chmod, chown, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { db, queries, sql } from '@/lib/db';
import { log } from '@/lib/log';
import { unseal } from '@/lib/vault';

/** rspamd reads a changed map within a second or two. Until then it signs with the previous key. */
const graceMs = 10_000;
/** The names become part of a path that root writes. */
const plainName = /^[a-z0-9-]+(\.[a-z0-9-]+)*$/;

/** Writes what rspamd knows of the domains of this host: their names, and the keys that sign for them. */
export class SigningKeys {
  private last: Promise<unknown> = Promise.resolve();
  private readonly unwantedSince = new Map<string, number>();

  constructor(private readonly dataDirectory: string) {}

  /** May run twice; one runs after the other. Returns the number of domains that sign. */
  write(): Promise<number> {
    const run = this.last.then(() => this.writeAll());
    this.last = run.catch(() => {});
    return run;
  }

  private async writeAll(): Promise<number> {
    const directory = path.join(this.dataDirectory, 'rspamd');
    const keys = path.join(directory, 'keys');
    // Without root there is no Postfix, and no mail to sign.
    if (!existsSync(keys)) return 0;
    const { gid } = await stat(keys);
    const rows = await db().signingKey.findMany({ orderBy: { domain: 'asc' } });
    const domains = await sql<{ name: string }>`SELECT name FROM mail_domain ORDER BY name`.execute(queries());
    const wanted = new Set<string>();
    const selectors: string[] = [];
    for (const { id, domain, selector, sealedKey } of rows) {
      if (!plainName.test(domain) || !plainName.test(selector)) {
        log.error(`the key ${id} has a domain or a selector that cannot be part of a file name`);
        continue;
      }
      const name = `${domain}.${selector}.key`;
      wanted.add(name);
      selectors.push(`${domain} ${selector}`);
      await replace(path.join(keys, name), unseal(sealedKey, id), gid);
    }
    // After the keys: with the selector, signing begins.
    const maps = { domains: domains.rows.map(({ name }) => name), selectors };
    for (const [name, lines] of Object.entries(maps))
      await replace(path.join(directory, `maps/${name}.map`), lines.map((line) => `${line}\n`).join(''), gid);
    await this.removeUnwanted(keys, wanted);
    return selectors.length;
  }

  private async removeUnwanted(keys: string, wanted: ReadonlySet<string>): Promise<void> {
    const now = Date.now();
    for (const name of wanted) this.unwantedSince.delete(name);
    for (const name of await readdir(keys)) {
      if (wanted.has(name)) continue;
      const since = this.unwantedSince.get(name) ?? now;
      this.unwantedSince.set(name, since);
      if (now - since < graceMs) continue;
      await rm(path.join(keys, name), { force: true });
      this.unwantedSince.delete(name);
    }
    if (this.unwantedSince.size === 0) return;
    setTimeout(
      () => this.write().catch((error: unknown) => log.error(`cannot remove the previous keys: ${String(error)}`)),
      graceMs,
    ).unref();
  }
}

/** Replaces a file atomically if its content differs. Only root writes it, and only rspamd reads it. */
async function replace(file: string, text: string, gid: number): Promise<void> {
  if ((await readFile(file, 'utf8').catch(() => null)) === text) return;
  const next = `${file}.next`;
  // A link that somebody left there is not followed.
  await rm(next, { force: true });
  await writeFile(next, text, { mode: 0o600, flag: 'wx' });
  await chown(next, 0, gid);
  await chmod(next, 0o640);
  await rename(next, file);
}
