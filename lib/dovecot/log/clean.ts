/**
 * A text from a log line, fit for PostgreSQL and for a page: no control characters (Dovecot writes ? for most of them),
 * no halves of surrogate pairs, no bidirectional overrides that would turn the text around it, at most `most` characters.
 */
export function clean(text: string, most: number): string {
  const plain = text
    .toWellFormed()
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
    .replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '\ufffd');
  return plain.length > most ? plain.slice(0, most).toWellFormed() : plain;
}
