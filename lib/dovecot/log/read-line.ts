import { z } from 'zod';
import { authRecords, readAuthLine } from './auth-line';
import { base, clientId, notNeeded, notRead, type Reading, read, serviceOf } from './fields';
import { loginRecords, readLoginLine } from './login-line';
import { mailRecords, readMailLine } from './mail-line';

/** A start of Dovecot. All earlier sessions have ended. */
const started = z.object({ kind: z.literal('started'), ...base, version: z.string() });

/** Lines that should say something and do not: the newest of them, without secrets, and how many there are. */
const unread = z.object({ kind: z.literal('unread'), ...base, text: z.string(), count: z.number().int().min(1) });

/** A parsed log line. */
export const logRecord = z.discriminatedUnion('kind', [
  ...loginRecords,
  clientId,
  ...mailRecords,
  ...authRecords,
  started,
  unread,
]);
export type LogRecord = z.infer<typeof logRecord>;

/**
 * Reads a line of Dovecot's info log. Lines contain untrusted text (user names, client names, subjects, Message-IDs).
 * Every pattern is anchored to text written by Dovecot, so untrusted text stays within its own field.
 */
export function readLine(line: string): Reading<LogRecord> {
  const stamp = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\.(\d{6}) /.exec(line);
  if (!stamp) return line === '' ? notNeeded : notRead;
  const at = `${stamp[1]}.${stamp[2]}Z`;
  if (Number.isNaN(Date.parse(at))) return notRead;
  const rest = line.slice(stamp[0].length);
  const login = /^(imap|pop3|submission|managesieve)-login: Info: (.*)$/s.exec(rest);
  if (login) return readLoginLine(at, serviceOf(login[1]), login[2] ?? '');
  const mail = readMailLine(at, rest);
  if (mail) return mail;
  const auth = /^auth(?:-worker\(\d+\))?: Info: (.*)$/s.exec(rest);
  if (auth) return readAuthLine(at, auth[1] ?? '');
  const master = /^master: Info: Dovecot v(\S{1,40}) .*starting up/.exec(rest);
  if (master) return read({ kind: 'started', at, version: master[1] ?? '' });
  return notNeeded;
}
