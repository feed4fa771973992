import { randomBytes } from 'node:crypto';
import { ImapFlow } from 'imapflow';
import { config } from '@/lib/config';
import { createMailToken } from '@/lib/dovecot';
import { Refusal } from '@/lib/errors';
import { limits } from './limits';

/** The mailbox, web sign-in and browser that a connection is opened for. */
export interface MailUser {
  signInId: string;
  mailboxId: string;
  address: string;
  ip: string | null;
}

/** The folder that a connection is wanted for, and its UIDVALIDITY where that is known. */
export interface Wanted {
  path: string;
  uidValidity?: string | undefined;
}

/**
 * Opens an authenticated connection. IMAP ID passes the session id and the address of the browser to Dovecot (RFC
 * 2971, login_trusted_networks), which logs them as those of the client.
 */
export async function connect(user: MailUser): Promise<ImapFlow> {
  const client = new ImapFlow({
    host: '127.0.0.1',
    port: config().MILEPOST_PORTS.imap,
    secure: false,
    // The loopback needs no TLS, and a STARTTLS handshake would take longer than the sign-in.
    doSTARTTLS: false,
    auth: { user: user.address, pass: await createMailToken(user.mailboxId, user.signInId) },
    clientInfo: {
      name: 'Milepost Webmail',
      version: '1',
      vendor: 'Milepost',
      'support-url': false,
      ...(user.ip ? { 'x-originating-ip': user.ip } : {}),
      'x-session-id': `web${user.signInId.replaceAll('-', '')}-${randomBytes(4).toString('hex')}`,
    },
    logger: false,
    // Compression costs a round trip and processor time, and has no benefit on the same host.
    disableCompression: true,
    // Only the watcher uses IDLE. A worker would need a DONE before every request.
    disableAutoIdle: true,
    connectionTimeout: limits.connectMs,
    greetingTimeout: limits.connectMs,
    socketTimeout: limits.socketMs * 10,
    maxLiteralSize: limits.literalBytes,
    maxResponseSize: limits.literalBytes * 2,
    maxResponseTokens: limits.tokens,
    maxLineLength: limits.lineBytes,
  });
  // The library emits 'error' for a lost connection, then 'close'. The pool listens to 'close'.
  client.on('error', () => {});
  try {
    await client.connect();
    return client;
  } catch (error) {
    client.close();
    if ((error as { authenticationFailed?: boolean }).authenticationFailed) {
      throw new Refusal('mail-server-refused', { reason: text((error as { response?: unknown }).response) });
    }
    throw new Refusal('node-unreachable', { reason: text((error as Error).message) });
  }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 200) : '';
}
