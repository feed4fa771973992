import { randomBytes } from 'node:crypto';
import nodemailer from 'nodemailer';
import { config } from '@/lib/config';
import { mintMailToken } from '@/lib/dovecot';
import { Refusal } from '@/lib/errors';
import { reachAsVisitor } from './reach-as-visitor';

export interface Submission {
  /** The mailbox that signs in, and the web sign-in through which. */
  address: string;
  signInId: string;
  mailboxId: string;
  /** The browser's address, which Dovecot and Postfix log as the client's. */
  ip: string | null;
  from: string;
  to: string[];
  raw: Buffer;
}

/** Postfix's message_size_limit; asked before a byte is sent, so that the refusal can be worded here. */
export const maxMessageBytes = 50 << 20;
/** A queue that takes 30 s to say yes is not well; the person still has the draft. */
const deadlineMs = 30_000;

/**
 * Hands a finished message to the submission service as its owner. STARTTLS always; the stack's own certificate, which
 * nobody signed, is good enough on the loopback and nowhere else.
 */
export async function submit({ address, signInId, mailboxId, ip, from, to, raw }: Submission): Promise<void> {
  if (raw.length > maxMessageBytes) throw new Refusal('too-large', { limit: maxMessageBytes });
  const { submission: port } = config().MILEPOST_PORTS;
  const sessionId = `web${signInId.replaceAll('-', '')}-${randomBytes(4).toString('hex')}`;
  const transport = nodemailer.createTransport({
    host: '127.0.0.1',
    port,
    getSocket: (_, callback) => {
      reachAsVisitor(port, ip, sessionId).then((connection) => callback(null, { connection }), callback);
    },
    secure: false,
    requireTLS: true,
    tls: { rejectUnauthorized: false },
    name: 'milepost.localhost',
    auth: { user: address, pass: await mintMailToken(mailboxId, signInId) },
    connectionTimeout: 5_000,
    greetingTimeout: 10_000,
    socketTimeout: deadlineMs,
    logger: false,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    await transport.sendMail({ envelope: { from, to }, raw });
  } catch (error) {
    const { code, response, responseCode } = error as { code?: string; response?: string; responseCode?: number };
    if (responseCode) throw new Refusal('mail-server-refused', { reason: String(response ?? '').slice(0, 300) });
    if (code) throw new Refusal('node-unreachable', { reason: code });
    throw error;
  } finally {
    transport.close();
  }
}
