/** A second parser of Sieve's quoted strings (RFC 5228, 8.1): returns the value of the first string, and the rest. */
export function strings(source: string): [meaning: string, rest: string] {
  if (source[0] !== '"') throw new Error('no string');
  let meaning = '';
  for (let at = 1; at < source.length; at += 1) {
    if (source[at] === '"') return [meaning, source.slice(at + 1)];
    if (source[at] === '\\') at += 1;
    meaning += source[at];
  }
  throw new Error('a string without an end');
}
