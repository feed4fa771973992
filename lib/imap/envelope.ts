import { addressParser, decodeWords } from 'postal-mime';

export interface Mailbox {
  name: string;
  address: string;
}

/** The fields of a header that are shown. */
export interface Envelope {
  date: Date | undefined;
  subject: string;
  messageId: string;
  from: Mailbox[];
  sender: Mailbox[];
  replyTo: Mailbox[];
  to: Mailbox[];
  cc: Mailbox[];
  bcc: Mailbox[];
  /** All fields of that name, as they stand in the header. */
  authenticationResults: string;
}

/** A field, and how many of its bytes are fetched. */
export type HeaderField = { name: string; maxBytes: number };

/** Time to parse 2 kB: 0.5 ms. A list shows the first names and 300 characters of a subject. */
const maxListedBytes = 2048;
/** Time to parse 16 kB, which hold 200 recipients: 20 ms. The parser's time grows with the square beyond. */
const maxOpenedBytes = 16_384;
const maxShortBytes = 1000;

/**
 * ENVELOPE has no limit: a header of 600 kB, which Postfix accepts, becomes an answer of 3 MB. The start of a field is
 * fetched instead.
 */
export const listedFields: readonly HeaderField[] = [
  { name: 'FROM', maxBytes: maxListedBytes },
  { name: 'TO', maxBytes: maxListedBytes },
  { name: 'CC', maxBytes: maxListedBytes },
  { name: 'SUBJECT', maxBytes: maxListedBytes },
  { name: 'DATE', maxBytes: maxShortBytes },
  { name: 'CONTENT-TYPE', maxBytes: maxShortBytes },
];
export const openedFields: readonly HeaderField[] = [
  { name: 'FROM', maxBytes: maxListedBytes },
  { name: 'SENDER', maxBytes: maxListedBytes },
  { name: 'REPLY-TO', maxBytes: maxListedBytes },
  { name: 'TO', maxBytes: maxOpenedBytes },
  { name: 'CC', maxBytes: maxOpenedBytes },
  { name: 'BCC', maxBytes: maxOpenedBytes },
  { name: 'SUBJECT', maxBytes: 8192 },
  { name: 'DATE', maxBytes: maxShortBytes },
  { name: 'MESSAGE-ID', maxBytes: maxShortBytes },
  { name: 'CONTENT-TYPE', maxBytes: maxShortBytes },
  // Ours is the first.
  { name: 'AUTHENTICATION-RESULTS', maxBytes: 4096 },
];

/** The values of fields by their name. `fetched` has each field as it stands in the header, cut at its limit. */
export function readEnvelope(fetched: ReadonlyMap<string, Buffer>, fields: readonly HeaderField[]): Envelope {
  const value = (name: string) => fieldValue(fetched.get(name));
  const addresses = (name: string) => {
    const limit = fields.find((field) => field.name === name)?.maxBytes ?? 0;
    const line = value(name);
    const cut = (fetched.get(name)?.length ?? 0) >= limit;
    // The address at the cut is not whole.
    return readAddresses(cut ? line.slice(0, Math.max(0, line.lastIndexOf(','))) : line);
  };
  const from = addresses('FROM');
  const orFrom = (list: Mailbox[]) => (list.length > 0 ? list : from);
  const date = new Date(value('DATE'));
  return {
    date: Number.isNaN(date.getTime()) ? undefined : date,
    subject: decodeWords(value('SUBJECT')),
    messageId: value('MESSAGE-ID'),
    from,
    // As in ENVELOPE (RFC 3501, 7.4.2).
    sender: orFrom(addresses('SENDER')),
    replyTo: orFrom(addresses('REPLY-TO')),
    to: addresses('TO'),
    cc: addresses('CC'),
    bcc: addresses('BCC'),
    authenticationResults: decode(fetched.get('AUTHENTICATION-RESULTS') ?? Buffer.alloc(0)),
  };
}

/** Whether a message has attachments, judged by its type, because BODYSTRUCTURE has no limit. */
export function hasAttachment(contentType: Buffer | undefined): boolean {
  const type = fieldValue(contentType).toLowerCase().split(';', 1)[0]?.trim() ?? '';
  return type === 'multipart/mixed' || /^(?:application|image|audio|video|message)\//.test(type);
}

function readAddresses(line: string): Mailbox[] {
  return addressParser(line, { flatten: true }).flatMap(({ name, address }) =>
    name || address ? [{ name: name ?? '', address: address ?? '' }] : [],
  );
}

/** The value of the first field in a piece of a header, as one line. */
function fieldValue(raw: Buffer | undefined): string {
  if (!raw) return '';
  const [first = ''] = decode(raw).split(/\r?\n(?![ \t])/, 1);
  return first
    .slice(first.indexOf(':') + 1)
    .replace(/\r?\n/g, '')
    .trim();
}

/** Fields are UTF-8 (RFC 6532) or, in old messages, of an unknown charset. */
function decode(raw: Buffer): string {
  try {
    // A character at the cut is not whole.
    return new TextDecoder('utf-8', { fatal: true }).decode(raw, { stream: true });
  } catch {
    return new TextDecoder('windows-1252').decode(raw);
  }
}
