import { clean } from './clean';
import type { MailFields } from './mail-line';

const head =
  /^(?:(save|expunge|delete|undelete|flag_change)|(copy)(?: from (.*?))?): box=(.*?), uid=(\d{1,10}), msgid=/s;
const figures = /, size=(\d{1,15})(?:, vsize=\d{1,15})?, from=/g;

/** The column's; Dovecot counts to twice that, which no folder reaches. */
const largestUid = 2 ** 31 - 1;

/** What mail_log lets a header have: it cuts there, and a longer one is not the header that we look at. */
const longest = 80 * 4;

/**
 * The fields of a mail_log line: box, uid, msgid, size, vsize, from, subject, flags, in this order. Folder names are the
 * owner's, Message-ID, sender and subject are any stranger's, and each may contain what looks like the next fields. Box
 * and number stand before any stranger's text, so the first match is Dovecot's; flags stand last, so the last one is.
 * Between them, Message-ID ends where the size begins that leaves it whole (`<…>`), the first such place: with its own
 * text a stranger can at most move the border between claims that are the stranger's anyway.
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
    places.find(({ index }) => index <= longest) ??
    places[0];
  if (!place) return null;
  const claims = middle.slice(place.index + place[0].length);
  // The sender is a header that most often has no such text; the subject takes the rest.
  const mark = claims.indexOf(', subject=');
  return {
    action: (copy ?? action) as MailFields['action'],
    box: clean(box, 255),
    ...(from ? { from: clean(from, 255) } : {}),
    ...(Number(uid) <= largestUid ? { uid: Number(uid) } : {}),
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

/** A Message-ID as Dovecot logs it: none, one in brackets, or one that was cut. */
function whole(messageId: string): boolean {
  return messageId === '' || /^<.*>$/s.test(messageId) || messageId.endsWith('...');
}

function claim<K extends string>(key: K, value: string): { [P in K]?: string } {
  const known = clean(value, longest).trim();
  return (known ? { [key]: known } : {}) as { [P in K]?: string };
}
