import MailComposer from 'nodemailer/lib/mail-composer';
import type Mail from 'nodemailer/lib/mailer';
import { config, mailHostName } from '@/lib/config';
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
export async function sendNotice(notice: Notice): Promise<void> {
  const transport = localTransport({
    port: config().MILEPOST_PORTS.reinject,
    ignoreTLS: true,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
  });
  try {
    await transport.sendMail({ envelope: { from: '', to: [notice.to] }, ...contentOf(notice) });
  } finally {
    transport.close();
  }
}

/** The same message as text, for who saves it in a mailbox without sending it. */
export async function composeNotice(notice: Notice, date: Date): Promise<string> {
  const node = new MailComposer({
    ...contentOf(notice),
    date,
    newline: '\r\n',
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return (await node.compile().build()).toString('utf8');
}

export const messageIdOf = ({ id }: Pick<Notice, 'id'>) => `<${id}@${mailHostName()}>`;

function contentOf({ to, subject, text, id }: Notice): Mail.Options {
  const domain = mailHostName();
  return {
    from: { name: 'Milepost', address: `no-reply@${domain}` },
    to: { name: '', address: to },
    subject,
    text,
    messageId: messageIdOf({ id }),
    // RFC 3834: prevents automatic replies.
    headers: { 'Auto-Submitted': 'auto-generated' },
  };
}
