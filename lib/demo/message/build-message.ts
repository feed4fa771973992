import { domainToASCII } from 'node:url';
import { type Charset, encodeText, fits } from './charset';
import { base64Lines, encodedWords, headerField, quotedPrintable } from './encoding';

export interface Mailer {
  name: string;
  address: string;
}

export interface Attachment {
  type: string;
  fileName: string;
  bytes: Buffer;
  /** Shown inside the HTML part as cid:… instead of as an attachment. */
  contentId?: string;
}

export interface Message {
  from: Mailer;
  to: Mailer[];
  cc?: Mailer[];
  subject: string;
  date: Date;
  /** With angle brackets. */
  messageId: string;
  inReplyTo?: string;
  references?: string[];
  text?: string;
  html?: string;
  charset?: Charset;
  /** If true, base64 instead of quoted-printable. */
  base64?: boolean;
  attachments?: Attachment[];
  /** Additional header fields, written as they are. */
  headers?: [string, string][];
  /** The text/calendar alternative of an invitation. */
  calendar?: { method: string; text: string };
}

interface Entity {
  headers: string[];
  body: string;
}

/** Builds a message of RFC 5322 and MIME, with CRLF. `boundary` must be unique within the message. */
export function buildMessage(message: Message, boundary: string): Buffer {
  const charset = message.charset ?? 'utf-8';
  const entity = content(message, charset, boundary);
  const headers = [
    headerField('Date', [rfcDate(message.date)]),
    headerField('From', mailers([message.from], charset)),
    headerField('To', mailers(message.to, charset)),
    ...(message.cc?.length ? [headerField('Cc', mailers(message.cc, charset))] : []),
    headerField('Subject', encodedWords(message.subject, charset)),
    headerField('Message-ID', [message.messageId]),
    ...(message.inReplyTo ? [headerField('In-Reply-To', [message.inReplyTo])] : []),
    ...(message.references?.length ? [headerField('References', message.references)] : []),
    ...(message.headers ?? []).map(([name, value]) => headerField(name, encodedWords(value))),
    'MIME-Version: 1.0',
    ...entity.headers,
  ];
  return Buffer.from(`${headers.join('\r\n')}\r\n\r\n${entity.body}\r\n`, 'latin1');
}

function content(message: Message, charset: Charset, boundary: string): Entity {
  const inline = message.attachments?.filter((attachment) => attachment.contentId) ?? [];
  const beside = message.attachments?.filter((attachment) => !attachment.contentId) ?? [];
  const bodies: Entity[] = [];
  if (message.text !== undefined) bodies.push(textEntity('plain', message.text, charset, message.base64));
  if (message.html !== undefined) {
    const html = textEntity('html', message.html, charset, message.base64);
    bodies.push(inline.length ? multipart('related', [html, ...inline.map(attachmentEntity)], `${boundary}-r`) : html);
  }
  if (message.calendar) {
    bodies.push({
      headers: [
        `Content-Type: text/calendar; charset=utf-8; method=${message.calendar.method}`,
        'Content-Transfer-Encoding: base64',
      ],
      body: base64Lines(Buffer.from(message.calendar.text, 'utf8')),
    });
  }
  const body = bodies.length === 1 ? bodies[0] : multipart('alternative', bodies, `${boundary}-a`);
  if (!body) return textEntity('plain', '', 'us-ascii', false);
  return beside.length ? multipart('mixed', [body, ...beside.map(attachmentEntity)], `${boundary}-m`) : body;
}

function textEntity(kind: 'plain' | 'html', raw: string, wanted: Charset, asBase64 = false): Entity {
  const text = raw.replace(/\r?\n/g, '\r\n');
  const charset = fits(text, wanted) ? wanted : 'utf-8';
  const type = (name: string) => `Content-Type: text/${kind}; charset=${name}`;
  const short = text.split('\r\n').every((line) => line.length <= 78);
  if (charset === 'iso-2022-jp' && short) {
    return {
      headers: [type(charset), 'Content-Transfer-Encoding: 7bit'],
      body: encodeText(text, charset).toString('latin1'),
    };
  }
  if (fits(text, 'us-ascii') && short && !asBase64) {
    return { headers: [type('us-ascii'), 'Content-Transfer-Encoding: 7bit'], body: text };
  }
  const bytes = encodeText(text, charset);
  return asBase64
    ? { headers: [type(charset), 'Content-Transfer-Encoding: base64'], body: base64Lines(bytes) }
    : { headers: [type(charset), 'Content-Transfer-Encoding: quoted-printable'], body: quotedPrintable(bytes) };
}

function attachmentEntity({ type, fileName, bytes, contentId }: Attachment): Entity {
  const disposition = contentId ? 'inline' : 'attachment';
  // RFC 2231 for names that are not ASCII.
  const name = fits(fileName, 'us-ascii')
    ? `filename="${fileName.replace(/["\\]/g, '_')}"`
    : `filename*=UTF-8''${encodeURIComponent(fileName).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)}`;
  return {
    headers: [
      `Content-Type: ${type}`,
      headerField('Content-Disposition', [`${disposition};`, name]),
      'Content-Transfer-Encoding: base64',
      ...(contentId ? [`Content-ID: <${contentId}>`] : []),
    ],
    body: base64Lines(bytes),
  };
}

function multipart(kind: string, parts: Entity[], boundary: string): Entity {
  const body = parts.map((part) => `--${boundary}\r\n${part.headers.join('\r\n')}\r\n\r\n${part.body}\r\n`).join('');
  return { headers: [`Content-Type: multipart/${kind};\r\n boundary="${boundary}"`], body: `${body}--${boundary}--` };
}

export function asciiAddress(address: string): string {
  const at = address.lastIndexOf('@');
  return `${address.slice(0, at)}@${domainToASCII(address.slice(at + 1))}`;
}

function mailers(list: readonly Mailer[], charset: Charset): string[] {
  return list.flatMap(({ name, address }, index) => {
    const end = index + 1 < list.length ? ',' : '';
    const spec = asciiAddress(address);
    if (!name) return [`${spec}${end}`];
    const words = fits(name, 'us-ascii') && !name.includes('=?') ? phrase(name) : encodedWords(name, charset);
    return [...words, `<${spec}>${end}`];
  });
}

/** RFC 5322, 3.2.5: an atom is unchanged, anything else is quoted. */
function phrase(name: string): string[] {
  return /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]+$/.test(name) ? name.split(' ') : [`"${name.replace(/["\\]/g, '\\$&')}"`];
}

/** RFC 5322, 3.3. */
export function rfcDate(date: Date): string {
  return date.toUTCString().replace(/GMT$/, '+0000');
}
