import { randomBytes } from 'node:crypto';
import { ImapFlow } from 'imapflow';
import { config } from '@/lib/config';
import { mintMailToken } from '@/lib/dovecot';
import { Refusal } from '@/lib/errors';
import { limits } from './limits';

/** Whose mailbox, through which web sign-in, from which browser: what a connection is opened for. */
export interface MailUser {
  signInId: string;
  mailboxId: string;
  address: string;
  ip: string | null;
}

/**
 * Opens one signed-in connection. The session id and the browser's address are handed to Dovecot by IMAP ID (RFC 2971,
 * login_trusted_networks), so that it logs and reports the session as the visitor's own.
 */
export async function connect(user: MailUser): Promise<ImapFlow> {
  const client = new ImapFlow({
    host: '127.0.0.1',
    port: config().MILEPOST_PORTS.imap,
    secure: false,
    // The loopback needs no TLS, and a STARTTLS handshake would cost more than the whole sign-in.
    doSTARTTLS: false,
    auth: { user: user.address, pass: await mintMailToken(user.mailboxId, user.signInId) },
    clientInfo: {
      name: 'Milepost Webmail',
      version: '1',
      vendor: 'Milepost',
      'support-url': false,
      ...(user.ip ? { 'x-originating-ip': user.ip } : {}),
      'x-session-id': `web${user.signInId.replaceAll('-', '')}-${randomBytes(4).toString('hex')}`,
    },
    logger: false,
    // Costs a round trip and processor time, and gains nothing on the same host.
    disableCompression: true,
    // Only the watcher idles; a worker that idled would pay a DONE before every click.
    disableAutoIdle: true,
    connectionTimeout: limits.connectMs,
    greetingTimeout: limits.connectMs,
    socketTimeout: limits.socketMs * 10,
    maxLiteralSize: limits.literalBytes,
    maxResponseSize: limits.literalBytes * 2,
    maxResponseTokens: limits.tokens,
  });
  // The library reports a loss once as 'error'; 'close' follows and is what the pool listens to.
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
