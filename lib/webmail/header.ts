/** Reads single fields out of a raw header. Continuation lines are joined; a field that comes twice counts once, the first. */
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

/** Message-IDs of a field, at most 50 of them: what a thread needs, and what one header line should hold. */
export function messageIds(value: string): string[] {
  return (value.match(/<[^<>\s@]{1,250}@[^<>\s@]{1,250}>/g) ?? []).slice(-50);
}
