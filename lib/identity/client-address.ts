import { BlockList, isIP } from 'node:net';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/**
 * The address of the browser. The last entry of X-Forwarded-For is the peer of our own connection (see
 * lib/http/before-next.mjs). If that is this host, there is a proxy, and the entry before is the peer of the proxy. Entries
 * further left are set by the client and are ignored.
 */
export function clientAddress(headers: Headers): string {
  const entries = (headers.get('x-forwarded-for') ?? '')
    .split(',')
    .map((entry) => entry.trim().replace(/^::ffff:/i, ''));
  const peer = entries.at(-1) ?? '';
  const before = entries.at(-2) ?? '';
  if (!isIP(peer)) return '127.0.0.1';
  const own = loopback.check(peer, isIP(peer) === 6 ? 'ipv6' : 'ipv4');
  return own && isIP(before) ? before : peer;
}
