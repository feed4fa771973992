import net from 'node:net';
import tls from 'node:tls';

/** The account of a client. */
export interface Account {
  address: string;
  password: string;
}

/** The port on this machine, and TLS or not; or a UNIX socket. */
export interface Endpoint {
  port?: number;
  path?: string;
  secure?: boolean;
  /** The loopback address to connect from, by default 127.0.0.1. */
  from?: string;
  /** The timeout for connecting. An open connection is not affected. */
  signal?: AbortSignal;
}

/** The claimed address of a client. Dovecot accepts it on a connection from a trusted network. */
export interface ClaimedAddress {
  ip: string;
  port: number;
}

/**
 * Opens a socket. Any certificate is accepted, because it is self-signed and the connection does not leave the machine.
 */
export function connectSocket({ port = 0, path, secure = false, from }: Endpoint, onConnect: () => void): net.Socket {
  if (path) return net.connect({ path }, onConnect);
  const to = { host: '127.0.0.1', port, ...(from ? { localAddress: from } : {}) };
  return secure
    ? tls.connect({ ...to, rejectUnauthorized: false, servername: 'localhost' }, onConnect)
    : net.connect(to, onConnect);
}

/** The initial response of SASL PLAIN (RFC 4616). */
export function plainToken({ address, password }: Account): string {
  return Buffer.from(`\0${address}\0${password}`).toString('base64');
}
