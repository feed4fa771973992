import { createServer, request as httpRequest, type IncomingMessage, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let server: Server;
let port = 0;

beforeAll(async () => {
  await import('./before-next.mjs');
  server = createServer((request, response) => {
    let bytes = 0;
    request.on('data', (piece: Buffer) => {
      bytes += piece.length;
    });
    request.on('end', () => {
      response.end(
        JSON.stringify({
          bytes,
          url: request.url,
          policy: request.headers['content-security-policy'],
          ...request.headers,
        }),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => void server.close());

function ask(path: string, headers: Record<string, string> = {}, body?: { bytes: number; announced: boolean }) {
  return new Promise<{ status: number; headers: IncomingMessage['headers']; text: string }>((resolve, reject) => {
    const length: Record<string, string> = body?.announced ? { 'content-length': String(body.bytes) } : {};
    const request = httpRequest({ port, path, method: body ? 'POST' : 'GET', headers: { ...headers, ...length } });
    request.on('response', async (response) => {
      let text = '';
      for await (const piece of response) text += piece;
      resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
    });
    // The answer may come before the body is written.
    request.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE' && error.code !== 'ECONNRESET') reject(error);
    });
    let left = body?.bytes ?? 0;
    const write = () => {
      while (left > 0) {
        const size = Math.min(left, 65_536);
        left -= size;
        if (!request.write(Buffer.alloc(size, 97))) return request.once('drain', write);
      }
      request.end();
    };
    write();
  });
}

describe('before Next', () => {
  it('puts the address of the connection last', async () => {
    const { text } = await ask('/', { 'x-forwarded-for': '192.0.2.1' });
    expect(JSON.parse(text)).toMatchObject({ 'x-forwarded-for': '192.0.2.1, 127.0.0.1' });
  });

  it('gives each answer a nonce of its own, which no browser chooses', async () => {
    const chosen = { 'content-security-policy': "script-src 'nonce-abc'" };
    const answers = [await ask('/', chosen), await ask('/', chosen)];
    const nonces = answers.map(({ headers, text }) => {
      expect(JSON.parse(text).policy).toBe(headers['content-security-policy']);
      return /script-src 'self' 'nonce-([\w+/=]+)'/.exec(String(headers['content-security-policy']))?.[1];
    });
    expect(nonces[0]).toHaveLength(24);
    expect(nonces[1]).not.toBe(nonces[0]);
    expect(nonces).not.toContain('abc');
    expect(JSON.parse((await ask('/api/mail/body', chosen)).text).policy).toBeUndefined();
  });

  it.each([
    ['/sign-in', 1_048_577, 413],
    ['/sign-in', 1_048_576, 200],
    ['/api/auth/callback/credentials', 50_000_000, 413],
    ['/mail/INBOX', 4_000_000, 200],
    ['/mail/INBOX', 6_000_000, 413],
    ['/api/mail/uploads?name=a', 6_000_000, 200],
    ['/api/mail/uploadsx', 6_000_000, 413],
  ])('%s with %i bytes: %i, announced or not', async (path, bytes, status) => {
    expect((await ask(path, {}, { bytes, announced: true })).status).toBe(status);
    const chunked = await ask(path, { 'transfer-encoding': 'chunked' }, { bytes, announced: false });
    expect(chunked.status).toBe(status);
    if (status === 200) expect(JSON.parse(chunked.text).bytes).toBe(bytes);
  });

  it('answers what is malformed', async () => {
    expect(JSON.parse((await ask('/people?search=a%00b%2500')).text).url).toBe('/people?search=ab%2500');
    expect((await ask('/', { origin: 'nonsense' })).status).toBe(400);
    expect((await ask('/', { origin: 'null' })).status).toBe(200);
    const form = { bytes: 3, announced: true };
    expect((await ask('/sign-in', { origin: 'null' }, form)).status).toBe(403);
    expect((await ask('/api/auth/csrf', { origin: 'null' }, form)).status).toBe(200);
    expect((await ask('/', { origin: 'https://panel.example' })).status).toBe(200);
  });

  it('has answered who sends 50 MB before it closes, announced or not', async () => {
    for (const headers of [{}, { 'transfer-encoding': 'chunked' }] as Record<string, string>[]) {
      const body = new ReadableStream({
        start(controller) {
          for (let count = 0; count < 50; count += 1) controller.enqueue(new Uint8Array(1024 * 1024));
          controller.close();
        },
      });
      const length: Record<string, string> = headers['transfer-encoding'] ? {} : { 'content-length': '52428800' };
      const init = { method: 'POST', body, headers: length, duplex: 'half' } as RequestInit;
      expect((await fetch(`http://127.0.0.1:${port}/sign-in`, init)).status).toBe(413);
    }
  });

  it('is quiet about a connection that says nothing', async () => {
    const socket = connect(port, '127.0.0.1');
    socket.end('nonsense\r\n\r\n');
    const text = await new Promise<string>((resolve) => socket.on('data', (piece) => resolve(String(piece))));
    expect(text).toContain('400 Bad Request');
  });
});
