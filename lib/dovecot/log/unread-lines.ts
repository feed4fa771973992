import { clean } from './clean';
import type { LogRecord } from './read-line';

/** Of one batch, so that a log in an unknown format does not fill the database. */
const maxTexts = 20;
const maxLength = 500;

/** What a log may have after the name of a secret (auth_verbose_passwords, auth_debug_passwords, a web token). */
const secrets =
  /((?:pass(?:word|wd|phrase)?|secret|token|resp|apikey|api_key|bearer)["']?(?: ?[=:(<]| ) ?["']?)[^\s,"')>]+/gi;

/** The records of lines that could not be read. */
export function unreadRecords(lines: readonly { offset: number; text: string }[]): LogRecord[] {
  const shown = lines.slice(-maxTexts);
  return shown.map(({ offset, text }, index) => ({
    kind: 'unread',
    offset,
    at: new Date().toISOString(),
    text: clean(text, maxLength).replace(secrets, '$1***'),
    // The first one stands for those that are left out.
    count: index === 0 ? lines.length - shown.length + 1 : 1,
  }));
}
