import net from 'node:net';
import tls from 'node:tls';

/** Who signs in. */
export interface Account {
  address: string;
  password: string;
}

/** Where a client connects to on this machine, and how. */
export interface Endpoint {
  port: number;
  secure?: boolean;
  /** One of loopback's addresses to connect from; 127.0.0.1 unless given. */
  from?: string;
  /** Gives up connecting. An open connection is not affected. */
  signal?: AbortSignal;
}

/** The address that a client claims to have. Dovecot believes it when the connection comes from a trusted network. */
export interface ClaimedAddress {
  ip: string;
  port: number;
}

/** Opens a socket. Any certificate is accepted: it is self-signed, and the connection does not leave the machine. */
export function connectSocket({ port, secure = false, from }: Endpoint, onConnect: () => void): net.Socket {
  const to = { host: '127.0.0.1', port, ...(from ? { localAddress: from } : {}) };
  return secure
    ? tls.connect({ ...to, rejectUnauthorized: false, servername: 'localhost' }, onConnect)
    : net.connect(to, onConnect);
}

/** The initial response of SASL PLAIN (RFC 4616). */
export function plainToken({ address, password }: Account): string {
  return Buffer.from(`\0${address}\0${password}`).toString('base64');
}
