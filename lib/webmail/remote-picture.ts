import { lookup } from 'node:dns/promises';
import http from 'node:http';
import https from 'node:https';
import { isIP } from 'node:net';
import { Refusal } from '@/lib/errors';
import { isPublicAddress } from './public-address';

/** A photograph in a newsletter is below 1 MB; 5 MB is generous, and bounds what one message makes us hold. */
const maxBytes = 5 << 20;
/** For all redirects together: a person looks at an empty frame for no longer. */
const deadlineMs = 8_000;
const maxRedirects = 3;

export interface Picture {
  type: string;
  bytes: Buffer;
}

interface Rules {
  mayAsk: (address: string) => boolean;
  mayUsePort: (port: string) => boolean;
}

const rules: Rules = { mayAsk: isPublicAddress, mayUsePort: (port) => port === '' };

/**
 * Fetches a picture that a message names, without telling its owner more than that somebody at this host looked: no
 * cookie, no referrer, no browser's address. The name is resolved once, every address it has is checked, and the
 * connection goes to the checked address (no second lookup that could answer otherwise); redirects go through the same.
 */
export async function fetchPicture(address: string, { mayAsk, mayUsePort }: Rules = rules): Promise<Picture> {
  const signal = AbortSignal.timeout(deadlineMs);
  let url = new URL(address);
  for (let hop = 0; hop <= maxRedirects; hop += 1) {
    if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new Refusal('not-allowed');
    if (url.username || url.password || !mayUsePort(url.port)) throw new Refusal('not-allowed');
    const target = await checked(url.hostname, mayAsk);
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

async function checked(hostname: string, mayAsk: Rules['mayAsk']): Promise<{ address: string; family: number }> {
  const host = hostname.replace(/^\[|\]$/g, '');
  const family = isIP(host);
  const found = family
    ? [{ address: host, family }]
    : await lookup(host, { all: true }).catch(() => {
        throw new Refusal('not-found');
      });
  const [first] = found;
  // One private address among public ones is an attempt, not an accident.
  if (!first || !found.every((one) => mayAsk(one.address))) throw new Refusal('not-allowed');
  return first;
}

function ask(
  url: URL,
  target: { address: string; family: number },
  signal: AbortSignal,
): Promise<{ bytes: Buffer } | { location: string }> {
  return new Promise((resolve, reject) => {
    const give = (error: unknown) => reject(error instanceof Refusal ? error : new Refusal('not-found'));
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
          if (options.all) (callback as unknown as (e: null, a: unknown[]) => void)(null, [target]);
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
          give(new Refusal('not-found'));
          return;
        }
        const pieces: Buffer[] = [];
        let size = 0;
        response.on('data', (piece: Buffer) => {
          size += piece.length;
          if (size > maxBytes) {
            response.destroy();
            give(new Refusal('too-large'));
          } else pieces.push(piece);
        });
        response.on('end', () => resolve({ bytes: Buffer.concat(pieces) }));
        response.on('error', give);
      },
    );
    request.on('error', give);
    request.end();
  });
}

/** What the bytes themselves say; the server's word for it is not asked, and SVG, which can carry script, is no picture. */
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
