import { config } from '@/lib/config';
import { localTransport } from './local-transport';

export interface Notice {
  to: string;
  subject: string;
  text: string;
  /** The same id for the same notice, so that a duplicate can be recognised. */
  id: string;
}

/** The queue is on this host, and the job that sends is retried. */
const timeoutMs = 10_000;

/**
 * Sends a message of Milepost through the Postfix of this host, which accepts it only from the loopback. The envelope
 * sender is empty, because nobody reads bounces.
 */
export async function sendNotice({ to, subject, text, id }: Notice): Promise<void> {
  const { MILEPOST_MAIL_HOST: host, MILEPOST_PORTS } = config();
  const domain = host.includes('.') ? host : `${host}.localdomain`;
  const transport = localTransport({
    port: MILEPOST_PORTS.reinject,
    ignoreTLS: true,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
  });
  try {
    await transport.sendMail({
      envelope: { from: '', to: [to] },
      from: { name: 'Milepost', address: `no-reply@${domain}` },
      to: { name: '', address: to },
      subject,
      text,
      messageId: `<${id}@${domain}>`,
      // RFC 3834: prevents automatic replies.
      headers: { 'Auto-Submitted': 'auto-generated' },
    });
  } finally {
    transport.close();
  }
}
