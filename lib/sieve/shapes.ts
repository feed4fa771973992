import { z } from 'zod';

/** Visible text on one line: no control character, above all no NUL and no line break. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are refused
const oneLine = /^[^\u0000-\u001f\u007f\u0085\u2028\u2029]*$/u;

/** An unpaired surrogate is not a character, and the server would not return it unchanged. */
export const wellFormed = (text: string) => text.isWellFormed();

export const lineShape = (maxChars: number) =>
  z.string().trim().max(maxChars).regex(oneLine, 'one-line').refine(wellFormed, 'one-line');
export const filledLineShape = (maxChars: number) => lineShape(maxChars).min(1, 'missing');

/**
 * A name that ManageSieve accepts (RFC 5804, 1.6), without invisible characters, and without the slash, which
 * Pigeonhole refuses.
 */
export const scriptNameShape = filledLineShape(128).refine((name) => !name.includes('/'), 'no-slash');

/** Pigeonhole's sieve_max_script_size is 1 MB; a person's filters are a few kilobytes. */
export const maxScriptBytes = 256 * 1024;

/** A limit in characters. The limit in bytes and the checks of the server follow. */
export const scriptContentShape = z
  .string()
  .max(maxScriptBytes, 'too-large')
  .refine(wellFormed, 'bad-text')
  .refine((text) => !text.includes('\u0000'), 'bad-text');

export interface ScriptRow {
  name: string;
  active: boolean;
}

/** An error of the server's compiler. */
export interface Complaint {
  line: number | null;
  level: 'error' | 'warning';
  words: string;
}
