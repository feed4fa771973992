import { z } from 'zod';
import { authRecords, parseAuthLine } from './auth-line';
import { base, clientId, type Parsed, serviceOf } from './fields';
import { loginRecords, parseLoginLine } from './login-line';
import { mailRecords, parseMailLine } from './mail-line';

/** A start of Dovecot. All earlier sessions have ended. */
const started = z.object({ kind: z.literal('started'), ...base, version: z.string() });

/** A parsed log line. */
export const logRecord = z.discriminatedUnion('kind', [
  ...loginRecords,
  clientId,
  ...mailRecords,
  ...authRecords,
  started,
]);
export type LogRecord = z.infer<typeof logRecord>;
type ParsedLine = Parsed<LogRecord>;

/**
 * Parses a line of Dovecot's info log. Null if the line is not needed. Lines contain untrusted text (user names,
 * client names, subjects, Message-IDs). Every pattern is anchored to text written by Dovecot, so untrusted text
 * stays within its own field.
 */
export function parseLine(line: string): ParsedLine | null {
  const stamp = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\.(\d{6}) /.exec(line);
  if (!stamp) return null;
  const at = `${stamp[1]}.${stamp[2]}Z`;
  if (Number.isNaN(Date.parse(at))) return null;
  const rest = line.slice(stamp[0].length);
  const login = /^(imap|pop3|submission|managesieve)-login: Info: (.*)$/s.exec(rest);
  if (login) return parseLoginLine(at, serviceOf(login[1]), login[2] ?? '');
  const mail = parseMailLine(at, rest);
  if (mail !== undefined) return mail;
  const auth = /^auth(?:-worker\(\d+\))?: Info: (.*)$/s.exec(rest);
  if (auth) return parseAuthLine(at, auth[1] ?? '');
  const master = /^master: Info: Dovecot v(\S{1,40}) .*starting up/.exec(rest);
  if (master) return { kind: 'started', at, version: master[1] ?? '' };
  return null;
}
