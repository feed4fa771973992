/**
 * Converts a typed domain to its A-label form in lower case. The URL parsers of browsers and of Node both apply UTS 46.
 * Null for anything else: an IP address, a single label, a label over 63 octets, a name over 253.
 */
export function toAsciiDomain(typed: string): string | null {
  const name = typed.trim().replace(/\.$/, '');
  if (name === '' || /[\s/?#@:\\%[\]]/.test(name)) return null;
  let ascii: string;
  try {
    ascii = new URL(`http://${name}`).hostname;
  } catch {
    return null;
  }
  if (ascii.length > 253 || !/[a-z]/.test(ascii.split('.').at(-1) ?? '')) return null;
  const labels = ascii.split('.');
  if (labels.length < 2) return null;
  return labels.every((label) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(label)) ? ascii : null;
}

/** The reason why a local part cannot be used, as a catalogue key, or null. */
export function localPartTrouble(text: string): string | null {
  if (text === '') return 'local-missing';
  if (text.length > 64) return 'local-long';
  if (/["`\\]/.test(text)) return 'local-quotes';
  // Mail to anna+shop@ is delivered to anna@, so a mailbox with that name would get no mail.
  if (text.includes('+')) return 'local-plus';
  if (/[^\x21-\x7e]/.test(text)) return 'local-ascii';
  if (/^\.|\.$|\.\./.test(text)) return 'local-dots';
  // A slash separates a sign-in name from its credential. The characters * ? % { | } are wildcards or special in
  // Dovecot or Postfix.
  return /^[a-z0-9!#$&'=^_~.-]+$/.test(text) ? null : 'local-signs';
}

/** The part after the last @ of an address. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}

/** The part before the last @ of an address. */
export function localPartOf(address: string): string {
  return address.slice(0, address.lastIndexOf('@'));
}

/** A form that is equal for addresses that look alike: o and 0; l, 1 and i; rn and m; vv and w. */
export function likeness(address: string): string {
  const at = address.lastIndexOf('@');
  const local = address
    .slice(0, at)
    .replaceAll('0', 'o')
    .replaceAll(/[1i|]/g, 'l')
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w');
  return local.replaceAll(/[._-]/g, '') + address.slice(at);
}
