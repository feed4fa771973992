import { randomBytes } from 'node:crypto';
import { config } from '@/lib/config';
import { createMailToken } from '@/lib/dovecot';
import { Refusal } from '@/lib/errors';
import { connectAsClient } from './connect-as-client';
import { localTransport } from './local-transport';

export interface Submission {
  /** The mailbox and its web sign-in. */
  address: string;
  signInId: string;
  mailboxId: string;
  /** The address of the browser, which Dovecot and Postfix log as that of the client. */
  ip: string | null;
  from: string;
  to: string[];
  raw: Buffer;
}

/** A recipient that the server refused, with its words. */
interface Refused {
  address: string;
  reason: string;
}

/** Postfix's message_size_limit. It is checked before sending, to give a better error. */
export const maxMessageBytes = 50 << 20;
/** Postfix normally accepts a message within a second. If this fails, the draft still exists. */
const timeoutMs = 30_000;

/**
 * Submits a message as its owner, always with STARTTLS. The self-signed certificate is accepted, because the
 * connection uses the loopback. Returns the recipients that the server refused; if it refused all, nothing was sent.
 */
export async function submit({ address, signInId, mailboxId, ip, from, to, raw }: Submission): Promise<Refused[]> {
  if (raw.length > maxMessageBytes) throw new Refusal('too-large', { limit: maxMessageBytes });
  const { submission: port } = config().MILEPOST_PORTS;
  const sessionId = `web${signInId.replaceAll('-', '')}-${randomBytes(4).toString('hex')}`;
  const transport = localTransport({
    port,
    getSocket: (_, callback) => {
      connectAsClient(port, ip, sessionId).then((connection) => callback(null, { connection }), callback);
    },
    requireTLS: true,
    tls: { rejectUnauthorized: false },
    auth: { user: address, pass: await createMailToken(mailboxId, signInId) },
    greetingTimeout: 10_000,
    socketTimeout: timeoutMs,
  });
  try {
    const { rejected, rejectedErrors } = await transport.sendMail({ envelope: { from, to }, raw });
    return rejected.map((one) => refusedOf(one, rejectedErrors));
  } catch (error) {
    const { code, response, responseCode } = error as { code?: string; response?: string; responseCode?: number };
    if (responseCode) throw new Refusal('mail-server-refused', { reason: String(response ?? '').slice(0, 300) });
    if (code) throw new Refusal('node-unreachable', { reason: code });
    throw error;
  } finally {
    transport.close();
  }
}

function refusedOf(address: string, errors: { recipient?: string; response?: string }[] = []): Refused {
  const response = errors.find(({ recipient }) => recipient === address)?.response ?? '';
  return { address, reason: response.slice(0, 300) };
}
