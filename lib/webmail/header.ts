/** Reads a field of a raw header. Continuation lines are joined. If a field is repeated, the first one counts. */
export function headerField(raw: Buffer, name: string): string {
  const lines = raw.toString('latin1').split(/\r?\n/);
  const wanted = `${name.toLowerCase()}:`;
  for (let i = 0; i < lines.length; i += 1) {
    const line = lines[i] ?? '';
    if (!line.toLowerCase().startsWith(wanted)) continue;
    let value = line.slice(wanted.length);
    while (/^[ \t]/.test(lines[i + 1] ?? '')) {
      i += 1;
      value += lines[i];
    }
    return value.trim();
  }
  return '';
}

/** The last 50 Message-IDs of a field. A thread needs no more, and the header line stays short. */
export function messageIds(value: string): string[] {
  return (value.match(/<[^<>\s@]{1,250}@[^<>\s@]{1,250}>/g) ?? []).slice(-50);
}
