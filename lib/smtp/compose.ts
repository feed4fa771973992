import MailComposer from 'nodemailer/lib/mail-composer';

export interface Outgoing {
  from: { name: string; address: string };
  to: { name: string; address: string }[];
  cc: { name: string; address: string }[];
  bcc: { name: string; address: string }[];
  subject: string;
  text: string;
  /** The same with formatting, and the pictures that it shows. */
  html: string | null;
  pictures: { name: string; type: string; bytes: Buffer; cid: string }[];
  messageId: string;
  date: Date;
  inReplyTo: string | null;
  references: string[];
  files: { name: string; type: string; bytes: Buffer }[];
}

/** The message as bytes. `keepBcc` is for the copy in the sent folder. */
export function compose(
  mail: Outgoing,
  { keepBcc, headers = {} }: { keepBcc: boolean; headers?: Record<string, string> },
): Promise<Buffer> {
  const node = new MailComposer({
    from: mail.from,
    to: mail.to,
    cc: mail.cc,
    bcc: mail.bcc,
    subject: mail.subject,
    text: mail.text,
    ...(mail.html === null ? {} : { html: mail.html }),
    messageId: mail.messageId,
    date: mail.date,
    ...(mail.inReplyTo ? { inReplyTo: mail.inReplyTo, references: mail.references } : {}),
    attachments: [
      ...mail.files.map(toAttachment),
      ...mail.pictures.map((file) => ({ ...toAttachment(file), cid: file.cid, contentDisposition: 'inline' as const })),
    ],
    headers: { 'User-Agent': 'Milepost Webmail', ...headers },
    // Paths and URLs in fields must not be read or fetched.
    disableFileAccess: true,
    disableUrlAccess: true,
    newline: '\r\n',
  }).compile();
  node.keepBcc = keepBcc;
  return node.build();
}

function toAttachment({ name, type, bytes }: Outgoing['files'][number]) {
  return { filename: name, contentType: type, content: bytes };
}
