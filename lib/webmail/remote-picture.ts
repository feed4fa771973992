import { lookup } from 'node:dns/promises';
import http from 'node:http';
import https from 'node:https';
import { isIP } from 'node:net';
import { Refusal } from '@/lib/errors';
import { isPublicAddress } from './public-address';

/** Pictures in newsletters are smaller than 1 MB. 5 MB limits the memory for one picture. */
const maxBytes = 5 << 20;
/** For the request with all its redirects, because a person is waiting. */
const timeoutMs = 8_000;
const maxRedirects = 3;

export interface Picture {
  type: string;
  bytes: Buffer;
}

interface Rules {
  mayConnect: (address: string) => boolean;
  mayUsePort: (port: string) => boolean;
}

const rules: Rules = { mayConnect: isPublicAddress, mayUsePort: (port) => port === '' };

/**
 * Fetches a remote picture of a message without cookie, referrer or the address of the browser. The name is resolved
 * once and all its addresses are checked. The connection uses the checked address, so a second lookup cannot return
 * another one. Redirects are checked in the same way.
 */
export async function fetchPicture(address: string, { mayConnect, mayUsePort }: Rules = rules): Promise<Picture> {
  const signal = AbortSignal.timeout(timeoutMs);
  let url = new URL(address);
  for (let hop = 0; hop <= maxRedirects; hop += 1) {
    if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new Refusal('not-allowed');
    if (url.username || url.password || !mayUsePort(url.port)) throw new Refusal('not-allowed');
    const target = await checked(url.hostname, mayConnect);
    const answer = await ask(url, target, signal);
    if ('bytes' in answer) {
      const type = pictureType(answer.bytes);
      if (!type) throw new Refusal('not-found');
      return { type, bytes: answer.bytes };
    }
    if (!URL.canParse(answer.location, url.href)) throw new Refusal('not-found');
    url = new URL(answer.location, url);
  }
  throw new Refusal('not-found');
}

async function checked(
  hostname: string,
  mayConnect: Rules['mayConnect'],
): Promise<{ address: string; family: number }> {
  const host = hostname.replace(/^\[|\]$/g, '');
  const family = isIP(host);
  const found = family
    ? [{ address: host, family }]
    : await lookup(host, { all: true }).catch(() => {
        throw new Refusal('not-found');
      });
  const [first] = found;
  // A private address among public ones is an attack.
  if (!first || !found.every((one) => mayConnect(one.address))) throw new Refusal('not-allowed');
  return first;
}

function ask(
  url: URL,
  target: { address: string; family: number },
  signal: AbortSignal,
): Promise<{ bytes: Buffer } | { location: string }> {
  return new Promise((resolve, reject) => {
    const fail = (error: unknown) => reject(error instanceof Refusal ? error : new Refusal('not-found'));
    const request = (url.protocol === 'https:' ? https : http).request(
      url,
      {
        method: 'GET',
        agent: false,
        signal,
        maxHeaderSize: 16_384,
        headers: {
          accept: 'image/*',
          'user-agent': 'Mozilla/5.0 (compatible; image proxy)',
          'accept-encoding': 'identity',
        },
        lookup: (_, options, callback) => {
          if (options.all) callback(null, [target]);
          else callback(null, target.address, target.family);
        },
      },
      (response) => {
        const status = response.statusCode ?? 0;
        if (status >= 300 && status < 400 && response.headers.location) {
          response.destroy();
          resolve({ location: response.headers.location.slice(0, 4000) });
          return;
        }
        if (status !== 200 || Number(response.headers['content-length'] ?? 0) > maxBytes) {
          response.destroy();
          fail(new Refusal('not-found'));
          return;
        }
        const pieces: Buffer[] = [];
        let size = 0;
        response.on('data', (piece: Buffer) => {
          size += piece.length;
          if (size > maxBytes) {
            response.destroy();
            fail(new Refusal('too-large'));
          } else pieces.push(piece);
        });
        response.on('end', () => resolve({ bytes: Buffer.concat(pieces) }));
        response.on('error', fail);
      },
    );
    request.on('error', fail);
    request.end();
  });
}

/**
 * Detects the type from the bytes; the type sent by the server is ignored. SVG is refused, because it can contain
 * script.
 */
export function pictureType(bytes: Buffer): string | null {
  const starts = (hex: string, at = 0) => bytes.subarray(at, at + hex.length / 2).toString('hex') === hex;
  if (starts('89504e470d0a1a0a')) return 'image/png';
  if (starts('ffd8ff')) return 'image/jpeg';
  if (starts('474946383761') || starts('474946383961')) return 'image/gif';
  if (starts('52494646') && starts('57454250', 8)) return 'image/webp';
  if (starts('66747970', 4) && /^(?:avif|avis)$/.test(bytes.subarray(8, 12).toString('latin1'))) return 'image/avif';
  if (starts('424d') && bytes.length > 26) return 'image/bmp';
  return null;
}
