/** "5,7:9,12:10" in the server's order. */
export function expand(set: string): number[] {
  const out: number[] = [];
  for (const item of set.split(',')) {
    const [a, b] = item.split(':').map(Number);
    if (!a || !Number.isSafeInteger(a)) continue;
    const end = b === undefined || !Number.isSafeInteger(b) ? a : b;
    // A window has at most a few hundred messages, so a larger set is an invalid answer.
    for (let n = a; out.length < 1000; n += end >= a ? 1 : -1) {
      out.push(n);
      if (n === end) break;
    }
  }
  return out;
}

/** UIDs as compact sets, each short enough for one command line. */
export function chunks(uids: number[], maxBytes: number): string[] {
  const sorted = [...new Set(uids)].sort((a, b) => a - b);
  const parts: string[] = [];
  let line = '';
  for (let i = 0; i < sorted.length; ) {
    let j = i;
    while (j + 1 < sorted.length && sorted[j + 1] === (sorted[j] as number) + 1) j += 1;
    const range = i === j ? `${sorted[i]}` : `${sorted[i]}:${sorted[j]}`;
    if (line && line.length + range.length + 1 > maxBytes) {
      parts.push(line);
      line = '';
    }
    line = line ? `${line},${range}` : range;
    i = j + 1;
  }
  if (line) parts.push(line);
  return parts;
}
