import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { config } from '@/lib/config';
import { Refusal } from '@/lib/errors';
import { type Actor, demand } from '@/lib/tenancy';
import { cleanFileName } from './clean';
import { maxFilesBytes } from './shapes';

/** Uploads wait for their message in one directory per mailbox and web sign-in, for at most a day. */
const maxAgeMs = 24 * 3_600_000;
/** Bytes of all unsent uploads of a mailbox. Several messages can be open at the same time. */
const maxWaitingBytes = 4 * maxFilesBytes;
/** Unsent uploads of a mailbox: empty files cost no bytes, but each needs two entries of the file system. */
const maxWaitingFiles = 200;

const metaShape = z.object({ name: z.string(), type: z.string() });

function mailboxDirectory(actor: Actor): string {
  demand(actor, 'mail:use');
  return path.join(config().MILEPOST_HOME, 'uploads', z.uuid().parse(actor.mailboxId));
}

function uploadDirectory(actor: Actor): string {
  return path.join(mailboxDirectory(actor), z.uuid().parse(actor.signInId));
}

/** Bytes that running uploads of each mailbox may still write. They count from the start, not as they arrive. */
const reserved = new Map<string, number>();

function reserve(directory: string, bytes: number): void {
  const left = (reserved.get(directory) ?? 0) + bytes;
  if (left > 0) reserved.set(directory, left);
  else reserved.delete(directory);
}

/** What waits in all sign-ins of a mailbox. */
async function waitingIn(directory: string): Promise<{ bytes: number; files: number }> {
  let bytes = 0;
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  for (const file of files) bytes += (await stat(path.join(file.parentPath, file.name)).catch(() => null))?.size ?? 0;
  return { bytes, files: files.filter(({ name }) => !name.endsWith('.json')).length };
}

/**
 * Stores a file for the composer. `announced` is its Content-Length, or null if it has none; a body that is longer is
 * refused.
 */
export async function saveUpload(
  actor: Actor,
  { name, type, announced }: { name: string; type: string; announced: number | null },
  body: ReadableStream<Uint8Array>,
): Promise<{ id: string; name: string; type: string; size: number }> {
  const maxBytes = announced ?? maxFilesBytes;
  if (maxBytes > maxFilesBytes) throw new Refusal('too-large', { limit: maxFilesBytes });
  const mailbox = mailboxDirectory(actor);
  reserve(mailbox, maxBytes);
  try {
    await removeOldUploads();
    const directory = uploadDirectory(actor);
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const waiting = await waitingIn(mailbox);
    if (waiting.bytes + (reserved.get(mailbox) ?? 0) > maxWaitingBytes || waiting.files >= maxWaitingFiles)
      throw new Refusal('too-large', { limit: maxFilesBytes });
    return await write(path.join(directory, randomUUID()), { name, type, maxBytes }, body);
  } finally {
    reserve(mailbox, -maxBytes);
  }
}

async function write(
  at: string,
  { name, type, maxBytes }: { name: string; type: string; maxBytes: number },
  body: ReadableStream<Uint8Array>,
): Promise<{ id: string; name: string; type: string; size: number }> {
  let size = 0;
  const meter = new Transform({
    transform(piece: Buffer, _, done) {
      size += piece.length;
      done(size > maxBytes ? new Refusal('too-large', { limit: maxFilesBytes }) : null, piece);
    },
  });
  try {
    await pipeline(
      Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]),
      meter,
      createWriteStream(at, { mode: 0o600 }),
    );
  } catch (error) {
    await rm(at, { force: true });
    throw error;
  }
  const meta = {
    name: cleanFileName(name, 'file'),
    type: /^[a-z0-9.+-]{1,60}\/[a-z0-9.+-]{1,80}$/i.test(type) ? type.toLowerCase() : 'application/octet-stream',
  };
  await writeFile(`${at}.json`, JSON.stringify(meta), { mode: 0o600 });
  return { id: path.basename(at), ...meta, size };
}

/** Reads uploads of this sign-in. Uploads of others are not found. */
export async function readUploads(actor: Actor, ids: string[], maxBytes: number) {
  const directory = uploadDirectory(actor);
  let left = maxBytes;
  const out: { name: string; type: string; bytes: Buffer }[] = [];
  for (const id of ids) {
    const at = path.join(directory, z.uuid().parse(id));
    const found = await stat(at).catch(() => null);
    if (!found) throw new Refusal('not-found', { field: 'uploads' });
    left -= found.size;
    if (left < 0) throw new Refusal('too-large', { limit: maxBytes });
    const meta = metaShape.parse(JSON.parse(await readFile(`${at}.json`, 'utf8')));
    out.push({ ...meta, bytes: await readFile(at) });
  }
  return out;
}

export async function dropUploads(actor: Actor, ids: string[]): Promise<void> {
  const directory = uploadDirectory(actor);
  for (const id of ids) {
    const at = path.join(directory, z.uuid().parse(id));
    await rm(at, { force: true });
    await rm(`${at}.json`, { force: true });
  }
}

async function removeOldUploads(): Promise<void> {
  const root = path.join(config().MILEPOST_HOME, 'uploads');
  const old = Date.now() - maxAgeMs;
  for (const mailbox of await readdir(root).catch(() => [])) {
    for (const name of await readdir(path.join(root, mailbox)).catch(() => [])) {
      const directory = path.join(root, mailbox, name);
      const found = await stat(directory).catch(() => null);
      if (found && found.mtimeMs < old) await rm(directory, { recursive: true, force: true });
    }
  }
}
