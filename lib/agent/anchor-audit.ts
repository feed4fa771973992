import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync } from 'node:fs';
import { appendFile, chmod, mkdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Anchor, anchorLine, readAnchors } from '@/lib/audit/anchors';
import { queries, sql } from '@/lib/db';
import { log } from '@/lib/log';
import type { Health } from './health';
import { offerCopies } from './offer-copies';

/** How long an entry can be rewritten before it is anchored. */
const intervalMs = 60_000;
/** Entries of one line; more are in the lines after it. */
const batchSize = 1_000;

/** The key that signs. It is made here once; only root can read it, and the public half lies beside the file. */
async function loadKey(directory: string): Promise<KeyObject> {
  const file = path.join(directory, 'audit.key');
  if (existsSync(file)) return createPrivateKey(await readFile(file, 'utf8'));
  const { privateKey } = generateKeyPairSync('ed25519');
  await writeFile(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o400, flag: 'wx' });
  const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'pem' });
  await writeFile(path.join(directory, 'audit.pub'), publicKey, { mode: 0o444 });
  return privateKey;
}

async function hashesFrom(seq: number): Promise<string[]> {
  const { rows } = await sql<{ hash: string }>`
    SELECT hash FROM audit_hash WHERE seq >= ${seq} ORDER BY seq LIMIT ${batchSize}`.execute(queries());
  return rows.map(({ hash }) => hash);
}

/** What the file ends with, kept so that it is read once and not every minute. */
interface End {
  bytes: number;
  line: string;
  last: Anchor | null;
  wrongLine: number | null;
}

async function readEnd(file: string, key: KeyObject): Promise<End> {
  let text = await readFile(file, 'utf8').catch(() => '');
  // A line that was cut off when the machine stopped. Its entries are in the next one.
  const whole = text.lastIndexOf('\n') + 1;
  if (whole < text.length) await truncate(file, Buffer.byteLength(text.slice(0, whole)));
  text = text.slice(0, whole);
  const { anchors, wrongLine } = readAnchors(text, createPublicKey(key));
  const line = text.trimEnd().split('\n').at(-1) ?? '';
  return { bytes: Buffer.byteLength(text), line, last: anchors.at(-1) ?? null, wrongLine };
}

/**
 * Appends the hashes of new entries of the audit to a file that only root writes, and offers each line to the places
 * that the host named. An entry that is no longer what it was when it was anchored is reported as trouble of the node.
 */
export async function anchorAudit(
  { dataDirectory, health, copies }: { dataDirectory: string; health: Health; copies: readonly string[] },
  signal: AbortSignal,
): Promise<void> {
  const directory = path.join(dataDirectory, 'anchors');
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await chmod(directory, 0o700);
  const key = await loadKey(directory);
  const file = path.join(directory, 'audit.jsonl');
  let end: End | null = null;
  while (!signal.aborted) {
    try {
      const bytes = await stat(file).then(
        ({ size }) => size,
        () => 0,
      );
      // Somebody else's hand in the file.
      if (end?.bytes !== bytes) end = await readEnd(file, key);
      health.auditWrong = await firstWrong(end);
      // Evidence is not written over: whoever looks into it moves the file away.
      if (health.auditWrong === null) {
        const lines = await newLines(end, key);
        for (const line of lines) {
          await appendFile(file, `${line}\n`, { mode: 0o600 });
          await offerCopies(line, copies);
        }
        if (lines.length > 0) end = null;
      }
    } catch (error) {
      // The database or the disk is not available. The next round goes on from the last line.
      log.warn(`cannot anchor the audit: ${error instanceof Error ? error.message : String(error)}`);
      end = null;
    }
    await wait(intervalMs, undefined, { signal }).catch(() => {});
  }
}

/** The entry that the last line was for, if it is not the same any more, or the line that is not ours; else null. */
async function firstWrong({ last, wrongLine }: End): Promise<string | null> {
  if (wrongLine !== null) return `anchors, line ${wrongLine}`;
  if (!last || (await hashesFrom(last.to))[0] === last.hash) return null;
  log.error(`the audit is not what was anchored at ${last.at}. Run: npm run audit`);
  return String(last.to);
}

async function newLines({ last, line }: End, key: KeyObject): Promise<string[]> {
  const at = new Date();
  const lines: string[] = [];
  let from = (last?.to ?? 0) + 1;
  for (;;) {
    const hashes = await hashesFrom(from);
    if (hashes.length === 0) return lines;
    lines.push(anchorLine({ at, from, hashes, lineBefore: lines.at(-1) ?? line }, key));
    from += hashes.length;
  }
}
