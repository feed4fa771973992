/**
 * Cleans text from a log line for PostgreSQL and for a page: no control characters (Dovecot writes ? for most of them),
 * no unpaired surrogates, no bidirectional overrides, at most `maxLength` characters.
 */
export function clean(text: string, maxLength: number): string {
  const plain = text
    .toWellFormed()
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
    .replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '\ufffd');
  return plain.length > maxLength ? plain.slice(0, maxLength).toWellFormed() : plain;
}
