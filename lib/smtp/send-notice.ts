import nodemailer from 'nodemailer';
import { config } from '@/lib/config';

export interface Notice {
  to: string;
  subject: string;
  text: string;
  /** The same for the same notice, so that a second sending is known as one. */
  id: string;
}

/** Ten seconds: the queue is on this host, and the job that sends is tried again. */
const deadlineMs = 10_000;

/** A letter of Milepost's own, handed to this host's Postfix where only the loopback may. Bounces would reach nobody: no sender. */
export async function sendNotice({ to, subject, text, id }: Notice): Promise<void> {
  const { MILEPOST_MAIL_HOST: host, MILEPOST_PORTS } = config();
  const domain = host.includes('.') ? host : `${host}.localdomain`;
  const transport = nodemailer.createTransport({
    host: '127.0.0.1',
    port: MILEPOST_PORTS.reinject,
    secure: false,
    ignoreTLS: true,
    name: 'milepost.localhost',
    connectionTimeout: 5_000,
    greetingTimeout: deadlineMs,
    socketTimeout: deadlineMs,
    logger: false,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    await transport.sendMail({
      envelope: { from: '', to: [to] },
      from: { name: 'Milepost', address: `no-reply@${domain}` },
      to: { name: '', address: to },
      subject,
      text,
      messageId: `<${id}@${domain}>`,
      // RFC 3834: nobody's vacation reply answers it.
      headers: { 'Auto-Submitted': 'auto-generated' },
    });
  } finally {
    transport.close();
  }
}
