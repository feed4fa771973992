import { isIPv4 } from 'node:net';

/** A TCP connection of this host, from the side that opened it. */
export interface Peer {
  address: string;
  port: number;
  serverAddress: string;
  serverPort: number;
}

/** TCP_ESTABLISHED in the kernel's include/net/tcp_states.h. */
const established = '01';

/**
 * The uid of the process that opened a connection, from the rows of /proc/net/tcp and tcp6 (proc(5)). Null if no process
 * has it open: a socket that its process has closed has inode 0, and for some kernels belongs to root.
 */
export function uidOf(rows: string, peer: Peer): number | null {
  const locals = formsOf(peer.address, peer.port);
  const remotes = formsOf(peer.serverAddress, peer.serverPort);
  for (const row of rows.split('\n')) {
    const [, local = '', remote = '', state, , , , uid = '', , inode] = row.trim().split(/\s+/);
    if (state !== established || !locals.includes(local) || !remotes.includes(remote)) continue;
    if (inode !== undefined && inode !== '0' && /^\d+$/.test(uid)) return Number(uid);
  }
  return null;
}

/** An endpoint as the kernel writes it: 32-bit words in the byte order of the host, here little-endian, and the port. */
function formsOf(address: string, port: number): string[] {
  const hexPort = port.toString(16).toUpperCase().padStart(4, '0');
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (!isIPv4(plain)) return [];
  const word = plain
    .split('.')
    .reverse()
    .map((octet) => Number(octet).toString(16).toUpperCase().padStart(2, '0'))
    .join('');
  // The second is ::ffff:a.b.c.d, of a program that opened an IPv6 socket.
  return [`${word}:${hexPort}`, `0000000000000000FFFF0000${word}:${hexPort}`];
}
