/** Limits of RFC 3492, section 5. */
const base = 36;
const tMin = 1;
const tMax = 26;
const skew = 38;
const damp = 700;

/**
 * A mail address with the domain's A-labels (xn--…) decoded. For display only:
 * decoded labels are never compared, and a malformed label stays as it is.
 */
export function readableAddress(address: string): string {
  const at = address.lastIndexOf('@');
  const domain = address.slice(at + 1);
  if (!/(^|\.)xn--/i.test(domain)) return address;
  return (
    address.slice(0, at + 1) +
    domain
      .split('.')
      .map((label) => (/^xn--/i.test(label) ? decode(label.slice(4).toLowerCase()) || label : label))
      .join('.')
  );
}

/** Punycode (RFC 3492, section 6.2); null when it is not well formed. */
function decode(text: string): string | null {
  const cut = text.lastIndexOf('-');
  const output = cut > 0 ? [...text.slice(0, cut)].map((character) => character.charCodeAt(0)) : [];
  let code = 128;
  let index = 0;
  let bias = 72;
  let at = cut > 0 ? cut + 1 : 0;
  // A label of ASCII letters alone needs no encoding.
  if (at >= text.length) return null;
  while (at < text.length) {
    const before = index;
    let weight = 1;
    for (let k = base; ; k += base) {
      const digit = digitOf(text.charCodeAt(at++));
      if (digit === null || digit > (0x7fffffff - index) / weight) return null;
      index += digit * weight;
      const threshold = k <= bias ? tMin : k >= bias + tMax ? tMax : k - bias;
      if (digit < threshold) break;
      weight *= base - threshold;
    }
    bias = adapt(index - before, output.length + 1, before === 0);
    code += Math.floor(index / (output.length + 1));
    index %= output.length + 1;
    // Letters only: a label must not contain direction marks or other invisible characters.
    if (code > 0x10ffff || !/^[\p{L}\p{M}\p{N}]$/u.test(String.fromCodePoint(code))) return null;
    output.splice(index++, 0, code);
  }
  return String.fromCodePoint(...output);
}

function digitOf(character: number): number | null {
  if (character >= 97 && character <= 122) return character - 97;
  if (character >= 48 && character <= 57) return character - 22;
  return null;
}

function adapt(delta: number, points: number, first: boolean): number {
  let left = first ? Math.floor(delta / damp) : delta >> 1;
  left += Math.floor(left / points);
  let k = 0;
  for (; left > ((base - tMin) * tMax) >> 1; k += base) left = Math.floor(left / (base - tMin));
  return k + Math.floor(((base - tMin + 1) * left) / (left + skew));
}
