/** Escapes text for a double-quoted setting of Dovecot 2.3. */
export function quoted(text: string): string {
  if (/[\0\r\n]/.test(text)) throw new Error('a Dovecot setting cannot hold a line break');
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

/** Escapes a value for a libpq connection string. */
export function connectValue(text: string): string {
  if (/[\0\r\n]/.test(text)) throw new Error('a connection value cannot hold a line break');
  return /^[A-Za-z0-9._:/-]+$/.test(text) ? text : `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
