import MailComposer from 'nodemailer/lib/mail-composer';

export interface Outgoing {
  from: { name: string; address: string };
  to: { name: string; address: string }[];
  cc: { name: string; address: string }[];
  bcc: { name: string; address: string }[];
  subject: string;
  text: string;
  messageId: string;
  date: Date;
  inReplyTo: string | null;
  references: string[];
  files: { name: string; type: string; bytes: Buffer }[];
}

/** The message as bytes. `keepBcc` for the copy that stays with its writer. */
export function compose(mail: Outgoing, { keepBcc }: { keepBcc: boolean }): Promise<Buffer> {
  const node = new MailComposer({
    from: mail.from,
    to: mail.to,
    cc: mail.cc,
    bcc: mail.bcc,
    subject: mail.subject,
    text: mail.text,
    messageId: mail.messageId,
    date: mail.date,
    ...(mail.inReplyTo ? { inReplyTo: mail.inReplyTo, references: mail.references } : {}),
    attachments: mail.files.map(({ name, type, bytes }) => ({ filename: name, contentType: type, content: bytes })),
    headers: { 'User-Agent': 'Milepost Webmail' },
    // A path or an address in a field is text, never something to read or fetch.
    disableFileAccess: true,
    disableUrlAccess: true,
    newline: '\r\n',
  }).compile();
  node.keepBcc = keepBcc;
  return node.build();
}
