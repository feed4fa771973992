import { clean } from './clean';
import type { MailFields } from './mail-line';

const head =
  /^(?:(save|expunge|delete|undelete|flag_change)|(copy)(?: from (.*?))?): box=(.*?), uid=(\d{1,10}), msgid=/s;
const figures = /, size=(\d{1,15})(?:, vsize=\d{1,15})?, from=/g;

/** The maximum of the column. Dovecot's is twice as high, but no folder reaches it. */
const maxUid = 2 ** 31 - 1;

/** mail_log cuts headers at this length (bytes), so a longer match is not a header. */
const maxHeaderBytes = 80 * 4;

/**
 * Parses the fields of a mail_log line: box, uid, msgid, size, vsize, from, subject, flags, in this order.
 * Message-ID, sender and subject are written by the sender of the message and may look like other fields. Box and
 * uid come before them, so the first match is Dovecot's. Flags come last, so the last match is. Message-ID ends at
 * the first size that leaves it complete (`<…>`). A sender can only move the border between its own fields.
 */
export function parseMailFields(text: string): MailFields | null {
  const start = head.exec(text);
  if (!start) return null;
  const [, action, copy, from, box = '', uid] = start;
  const end = /, flags=\(([^()]*)\)$/s.exec(text);
  if (!end || end.index < start[0].length) return null;
  const middle = text.slice(start[0].length, end.index);
  const places = [...middle.matchAll(figures)];
  const place =
    places.find(({ index }) => whole(middle.slice(0, index))) ??
    places.find(({ index }) => index <= maxHeaderBytes) ??
    places[0];
  if (!place) return null;
  const claims = middle.slice(place.index + place[0].length);
  // From normally does not contain such text. The rest is the subject.
  const mark = claims.indexOf(', subject=');
  return {
    action: (copy ?? action) as MailFields['action'],
    box: clean(box, 255),
    ...(from ? { from: clean(from, 255) } : {}),
    ...(Number(uid) <= maxUid ? { uid: Number(uid) } : {}),
    ...claim('messageId', middle.slice(0, place.index)),
    size: Number(place[1]),
    ...claim('sender', mark < 0 ? claims : claims.slice(0, mark)),
    ...claim('subject', mark < 0 ? '' : claims.slice(mark + 10)),
    flags: (end[1] ?? '')
      .split(' ')
      .filter(Boolean)
      .slice(0, 64)
      .map((flag) => clean(flag, 100)),
  };
}

/** Whether a logged Message-ID is complete: empty, in brackets, or cut by Dovecot. */
function whole(messageId: string): boolean {
  return messageId === '' || /^<.*>$/s.test(messageId) || messageId.endsWith('...');
}

function claim<K extends string>(key: K, value: string): { [P in K]?: string } {
  const known = clean(value, maxHeaderBytes).trim();
  return (known ? { [key]: known } : {}) as { [P in K]?: string };
}
