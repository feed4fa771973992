import { readFile } from 'node:fs/promises';
import type { PostfixAnswer } from './postfix-server';
import { type Peer, uidOf } from './sockets';

/** The rows of the host's TCP connections. */
export async function readSockets(): Promise<string> {
  const [four, six] = await Promise.all([
    readFile('/proc/net/tcp', 'utf8'),
    // Absent where the kernel has no IPv6.
    readFile('/proc/net/tcp6', 'utf8').catch(() => ''),
  ]);
  return `${four}\n${six}`;
}

const goOn = 'DUNNO';
const refused = 'REJECT this port is for the mail servers of this host';

/**
 * Whether the program that opened a connection to a port that trusts may use it: by its uid, which the kernel knows of
 * every connection of this host. Only the connection itself is judged. Postfix asks again when XCLIENT has replaced its
 * address: then the connection that was accepted must still be open, because a process of Postfix serves one at a time.
 */
export function peerPolicy(trusted: ReadonlySet<number>, sockets = readSockets): () => PostfixAnswer {
  return () => {
    let accepted: Peer | null = null;
    return async (request) => {
      if (request.get('protocol_state') !== 'CONNECT') return goOn;
      const peer = {
        address: request.get('client_address') ?? '',
        port: Number(request.get('client_port')),
        serverAddress: request.get('server_address') ?? '',
        serverPort: Number(request.get('server_port')),
      };
      const rows = await sockets();
      const isTrusted = (one: Peer) => {
        const uid = uidOf(rows, one);
        return uid !== null && trusted.has(uid);
      };
      if (isTrusted(peer)) {
        accepted = peer;
        return goOn;
      }
      if (accepted && uidOf(rows, peer) === null && isTrusted(accepted)) return goOn;
      accepted = null;
      return refused;
    };
  };
}
