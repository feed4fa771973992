import { pipeline, type Readable } from 'node:stream';
import { Refusal } from '@/lib/errors';
import { download, inFolder, type OpenFolder, StructureTooLarge } from '@/lib/imap';
import type { Actor } from '@/lib/tenancy';
import { cleanFileName } from './clean';
import { transferDecoder } from './decode';
import { fetchMessage } from './fetch-message';
import { pictureType } from './remote-picture';
import type { MessageAt } from './requests';
import { type Leaf, readStructure } from './structure';

export interface Download {
  stream: Readable;
  headers: Record<string, string>;
}

/**
 * An attachment is always saved, never run: it is sent with `attachment`, `nosniff` and a sandbox (CVE-2023-47272,
 * CVE-2024-42008). A type that a browser could run is sent as application/octet-stream.
 */
export async function openAttachment(actor: Actor, at: MessageAt, part: string): Promise<Download> {
  const fetched = await fetchMessage(actor, at);
  if (part === 'message') {
    const name = cleanFileName(fetched.head.envelope.subject, `message-${at.uid}`);
    return {
      stream: await download(actor, { ...at, path: at.folder }, undefined),
      headers: headersFor(`${name}.eml`, 'message/rfc822'),
    };
  }
  const leaf = [...fetched.parts.attachments, ...fetched.parts.inline].find((one) => one.part === part);
  if (!leaf) throw new Refusal('not-found');
  return { stream: await openPart(actor, at, leaf), headers: headersFor(leaf.name, leaf.type) };
}

/** The decoded bytes of a part. */
async function openPart(actor: Actor, at: MessageAt, { part, encoding }: Leaf): Promise<Readable> {
  const raw = await download(actor, { ...at, path: at.folder }, part);
  const decoder = transferDecoder(encoding);
  // Either end closes the other, so that the connection is released.
  pipeline(raw, decoder, () => {});
  return decoder;
}

/** Types that no browser runs. All others are sent as application/octet-stream. */
const safeTypes =
  /^(?:image\/(?:png|jpeg|gif|webp|avif|bmp|tiff|heic)|audio\/[a-z0-9.+-]+|video\/[a-z0-9.+-]+|application\/(?:pdf|zip|msword|rtf|vnd\.[a-z0-9.+-]+)|text\/(?:plain|csv|calendar|vcard)|message\/rfc822)$/;

export function headersFor(name: string, type: string): Record<string, string> {
  const ascii = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  return {
    'content-type': safeTypes.test(type) ? type : 'application/octet-stream',
    'content-disposition': `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`)}`,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'cache-control': 'private, no-store',
  };
}

/** Bytes of the largest picture that is shown in a message. A larger one can be downloaded. */
const maxInlineBytes = 12 << 20;

/** A picture that is a part of the message. Its type is detected from its bytes. */
export async function insidePictureBytes(actor: Actor, at: MessageAt, part: string) {
  const leaf = (await fetchMessage(actor, at)).parts.inline.find((one) => one.part === part);
  if (!leaf || leaf.size > maxInlineBytes) throw new Refusal('not-found');
  const stream = await openPart(actor, at, leaf);
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of stream as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size > maxInlineBytes) throw new Refusal('too-large');
    pieces.push(piece);
  }
  const bytes = Buffer.concat(pieces);
  const type = pictureType(bytes);
  if (!type) throw new Refusal('not-found');
  return { type, bytes };
}

export const pictureHeaders = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; sandbox",
  // The frame of the message has an opaque origin, so "same-origin" would block its pictures.
  'cross-origin-resource-policy': 'cross-origin',
  'referrer-policy': 'no-referrer',
  'cache-control': 'private, max-age=3600',
} as const;

/** The parts of a message that are attached when it is forwarded. */
export async function partBytes(actor: Actor, at: MessageAt, wanted: string[], maxBytes: number) {
  if (wanted.length === 0) return [];
  const { parts } = await fetchMessage(actor, at);
  const leaves = [...parts.attachments, ...parts.inline].filter((leaf) => wanted.includes(leaf.part));
  if (leaves.length !== wanted.length) throw new Refusal('not-found');
  const out: { name: string; type: string; bytes: Buffer }[] = [];
  let left = maxBytes;
  for (const leaf of leaves) {
    const pieces: Buffer[] = [];
    for await (const piece of (await openPart(actor, at, leaf)) as AsyncIterable<Buffer>) {
      left -= piece.length;
      if (left < 0) throw new Refusal('too-large', { limit: maxBytes });
      pieces.push(piece);
    }
    out.push({ name: leaf.name, type: leaf.type, bytes: Buffer.concat(pieces) });
  }
  return out;
}

/** Reads only the structure, not the message itself. */
export async function attachmentsOf(actor: Actor, at: MessageAt) {
  const read = async (open: OpenFolder) => {
    const structure = await open.structure(at.uid).catch((error: unknown) => {
      if (error instanceof StructureTooLarge) throw new Refusal('too-large');
      throw error;
    });
    if (!structure) throw new Refusal('not-found');
    return readStructure(structure).attachments;
  };
  return inFolder(actor, at.folder, read, at);
}
