import { z } from 'zod';
import { clean } from './clean';

/** What a line of mail_log says of a message. Absent is what it lacks, and what can be read in two ways. */
const claims = z.object({
  box: z.string(),
  /** The folder that a copy came from. */
  from: z.string().optional(),
  uid: z.number().int().optional(),
  messageId: z.string().optional(),
  size: z.number().optional(),
  sender: z.string().optional(),
  subject: z.string().optional(),
});
type Claims = z.infer<typeof claims>;

export const mailFields = claims.extend({
  action: z.enum(['save', 'copy', 'expunge', 'delete', 'undelete', 'flag_change']),
  flags: z.array(z.string()),
  /** The line can be read in several ways: which message of which folder it is about cannot be told. */
  unclear: z.literal(true).optional(),
  /** What it says if no folder of the mailbox imitates the log (`imitates`). */
  plain: claims.optional(),
});
type MailFields = z.infer<typeof mailFields>;

/** mail_log cuts names of folders and headers at so many bytes. A text has never more characters than bytes. */
const maxNameLength = 64;
const maxHeaderLength = 80;
/** Longer than any border between two fields. */
const maxBorderLength = 60;

/** The maximum of the column. Dovecot's is twice as high, but no folder reaches it. */
const maxUid = 2 ** 31 - 1;

const boxBorder = /, uid=(\d{1,10}), msgid=/g;
const sizeBorder = /, size=(\d{1,15})(?:, vsize=\d{1,15})?, from=/g;
const senderBorder = /, subject=/g;
const sourceBorder = /: box=/g;

/** Whether the name of a folder looks like fields of the log. */
const imitation = /, uid=\d{1,10}, msgid=|: box=/;
/** A name that Dovecot cut. What it had after that is unknown. */
const cut = /^.{15,}\.\.\.$/s;

/**
 * Whether a folder of this name, or one inside it, may look like fields of the log. Dovecot does not escape names. A
 * name that was cut may: the folder above it can get a shorter name later.
 */
export const imitates = (name: string): boolean => imitation.test(name) || isCut(name);
export const isCut = (name: string): boolean => cut.test(name) && Buffer.byteLength(name) >= maxNameLength - 6;

/**
 * Parses the fields of a mail_log line: box, uid, msgid, size, vsize, from, subject, flags, in this order. The owner of
 * the mailbox writes the names of folders, the sender of a message its Message-ID, sender and subject, and any of them
 * may look like other fields. So all ways to read the line are compared, and what they do not agree on is left out.
 * Keywords have neither blanks nor parentheses (RFC 9051), so the flags can be read in one way only.
 */
export function parseMailFields(text: string): MailFields | null {
  const end = text.lastIndexOf(', flags=(');
  const flags = /^, flags=\(([^()]*)\)$/s.exec(end < 0 ? '' : text.slice(end))?.[1];
  const action = /^(?:save|copy|expunge|delete|undelete|flag_change)(?=: box=| from )/.exec(text)?.[0];
  if (flags === undefined || !action) return null;
  const all = [...readings(text.slice(0, end))];
  if (all.length === 0) return null;
  const common = {
    action: action as MailFields['action'],
    flags: flags
      .split(' ')
      .filter(Boolean)
      .slice(0, 64)
      .map((flag) => clean(flag, 100)),
  };
  const agreed = agree(all);
  if (agreed) return { ...common, ...agreed };
  const plain = agree(all.filter(({ box, from }) => !imitation.test(box) && !imitation.test(from ?? '')));
  return { ...common, box: '', unclear: true, ...(plain ? { plain } : {}) };
}

/** All ways to read a line without its flags. */
function* readings(text: string): Generator<Claims> {
  for (const { from, start } of sources(text)) {
    for (const box of borders(text, start, maxNameLength, boxBorder)) {
      for (const size of borders(text, box.end, maxHeaderLength, sizeBorder)) {
        for (const sender of borders(text, size.end, maxHeaderLength, senderBorder)) {
          const subject = text.slice(sender.end);
          if (subject.length > maxHeaderLength) continue;
          yield {
            box: box.before,
            ...(from ? { from } : {}),
            ...(Number(box.value) <= maxUid ? { uid: Number(box.value) } : {}),
            messageId: size.before,
            size: Number(size.value),
            sender: sender.before,
            subject,
          };
        }
      }
    }
  }
}

/** Where the name of the folder may begin. */
function* sources(text: string): Generator<{ from?: string; start: number }> {
  const copied = 'copy from ';
  if (!text.startsWith(copied)) yield { start: text.indexOf('box=') + 4 };
  else {
    for (const { before, end } of borders(text, copied.length, maxNameLength, sourceBorder))
      yield { from: before, start: end };
  }
}

/** The places where a field of at most this length may end, and the next one begin. */
function borders(text: string, start: number, maxLength: number, border: RegExp) {
  const window = text.slice(start, start + maxLength + maxBorderLength);
  return [...window.matchAll(border)]
    .filter(({ index }) => index <= maxLength)
    .map((match) => ({
      before: window.slice(0, match.index),
      value: match[1],
      end: start + match.index + match[0].length,
    }));
}

/** What all readings say. Null if they are not about the same message of the same folder, or there are none. */
function agree(all: readonly Claims[]): Claims | null {
  const [first] = all;
  if (!first) return null;
  const same = (key: keyof Claims) => all.every((reading) => reading[key] === first[key]);
  if (!same('box') || !same('from') || !same('uid')) return null;
  const { box, from, uid, size } = first;
  const text = (key: 'messageId' | 'sender' | 'subject') => {
    const known = same(key) ? clean(first[key] ?? '', maxHeaderLength).trim() : '';
    return known ? { [key]: known } : {};
  };
  return {
    box: clean(box, 255),
    ...(from ? { from: clean(from, 255) } : {}),
    ...(uid === undefined ? {} : { uid }),
    ...text('messageId'),
    ...(same('size') && size !== undefined ? { size } : {}),
    ...text('sender'),
    ...text('subject'),
  };
}
