import 'server-only';

import { inspect } from 'node:util';

type Level = 'info' | 'warn' | 'error';

/**
 * The log of a process on its standard output: one entry per line, with time and level. It is text and not JSON,
 * because people read it with `tail` and `grep` in the data directory.
 */
export const log = {
  info: (text: string) => write('info', text),
  warn: (text: string) => write('warn', text),
  /** An unexpected error is logged with its stack, an expected one by its message. */
  error: (text: string, error?: unknown) =>
    write('error', error === undefined ? text : `${text}: ${inspect(error, { breakLength: 120 })}`),
};

function write(level: Level, text: string): void {
  process.stdout.write(`${entry(new Date(), level, text)}\n`);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is written as an escape
const control = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029]/g;

/** Continuation lines are indented and control characters escaped, so that untrusted text cannot look like an entry. */
export function entry(at: Date, level: Level, text: string): string {
  const safe = text.replace(control, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return `${at.toISOString()} ${level} ${safe.replaceAll('\n', '\n    ')}`;
}
