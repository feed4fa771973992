import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fetchPicture } from './remote-picture';

const png = Buffer.from('89504e470d0a1a0a0000', 'hex');
let asked: http.IncomingMessage[] = [];
let port = 0;
const server = http.createServer((request, response) => {
  asked.push(request);
  const at = (location: string) => response.writeHead(302, { location }).end();
  switch (request.url) {
    case '/picture':
      return response.writeHead(200, { 'content-type': 'text/html', 'set-cookie': 'a=b' }).end(png);
    case '/page':
      return response.writeHead(200, { 'content-type': 'image/png' }).end('<html>');
    case '/on':
      return at('/picture');
    case '/inside':
      return at('http://169.254.169.254/latest/meta-data');
    case '/file':
      return at('file:///etc/passwd');
    case '/round':
      return at('/round');
    case '/large': {
      response.writeHead(200);
      const piece = Buffer.alloc(1 << 20, png);
      for (let i = 0; i < 8; i += 1) response.write(piece);
      return response.end();
    }
    default:
      return response.writeHead(404).end();
  }
});

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** The real rules with one exception, for the server of this test. */
const rules = { mayConnect: (address: string) => address === '127.0.0.1', mayUsePort: () => true };
const get = (path: string) => fetchPicture(`http://127.0.0.1:${port}${path}`, rules);

describe('the picture proxy', () => {
  it('detects a picture from its bytes, and sends no data of the person', async () => {
    asked = [];
    expect((await get('/picture')).type).toBe('image/png');
    expect(asked[0]?.headers.cookie).toBeUndefined();
    expect(asked[0]?.headers.referer).toBeUndefined();
    await expect(get('/page')).rejects.toThrow('not-found');
  });

  it('follows a redirect, but not to internal addresses or files, and not endlessly', async () => {
    expect((await get('/on')).bytes).toEqual(png);
    await expect(get('/inside')).rejects.toThrow('not-allowed');
    await expect(get('/file')).rejects.toThrow('not-allowed');
    asked = [];
    await expect(get('/round')).rejects.toThrow('not-found');
    expect(asked).toHaveLength(4);
  });

  it('stops at 5 MB', async () => {
    await expect(get('/large')).rejects.toThrow('too-large');
  });

  it.each([
    'http://127.0.0.1/',
    'http://localhost/',
    'http://[::1]/',
    'http://0/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://[::ffff:7f00:1]/',
    'http://10.0.0.1/',
    'http://169.254.169.254/',
    'http://user:pw@1.1.1.1/',
    'http://1.1.1.1:22/',
    'ftp://1.1.1.1/',
    'file:///etc/passwd',
    'gopher://1.1.1.1/',
    'http://127.0.0.1.:80/',
  ])('declines %s', async (address) => {
    await expect(fetchPicture(address)).rejects.toThrow(/not-allowed|not-found/);
  });
});
