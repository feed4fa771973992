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

/** Uploads wait for their message in one directory per web sign-in, for at most a day. */
const maxAgeMs = 24 * 3_600_000;
/** Bytes of all unsent uploads of one sign-in. Several messages can be open at the same time. */
const maxWaitingBytes = 4 * maxFilesBytes;

const metaShape = z.object({ name: z.string(), type: z.string() });

function uploadDirectory(actor: Actor): string {
  demand(actor, 'mail:use');
  return path.join(config().MILEPOST_HOME, 'uploads', z.uuid().parse(actor.signInId));
}

export async function saveUpload(
  actor: Actor,
  { name, type }: { name: string; type: string },
  body: ReadableStream<Uint8Array>,
): Promise<{ id: string; name: string; type: string; size: number }> {
  const directory = uploadDirectory(actor);
  await removeOldUploads();
  await mkdir(directory, { recursive: true, mode: 0o700 });
  let waiting = 0;
  for (const file of await readdir(directory))
    waiting += (await stat(path.join(directory, file)).catch(() => null))?.size ?? 0;
  const id = randomUUID();
  const at = path.join(directory, id);
  let size = 0;
  const meter = new Transform({
    transform(piece: Buffer, _, done) {
      size += piece.length;
      done(
        size > maxFilesBytes || waiting + size > maxWaitingBytes
          ? new Refusal('too-large', { limit: maxFilesBytes })
          : null,
        piece,
      );
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
  return { id, ...meta, size };
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
  for (const name of await readdir(root).catch(() => [])) {
    const found = await stat(path.join(root, name)).catch(() => null);
    if (found && found.mtimeMs < old) await rm(path.join(root, name), { recursive: true, force: true });
  }
}
