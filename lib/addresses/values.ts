/**
 * A domain as people type it to its A-label form, lower case: the browser's and Node's URL parser both apply UTS 46.
 * Null when it is none: an IP address, a single label, a label over 63 octets, a name over 253.
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

/** Why a local part cannot be used, as a catalogue key, or null. */
export function localPartTrouble(text: string): string | null {
  if (text === '') return 'local-missing';
  if (text.length > 64) return 'local-long';
  if (/["`\\]/.test(text)) return 'local-quotes';
  // anna+shop@ reaches anna@: a mailbox by that name would never see its mail.
  if (text.includes('+')) return 'local-plus';
  if (/[^\x21-\x7e]/.test(text)) return 'local-ascii';
  if (/^\.|\.$|\.\./.test(text)) return 'local-dots';
  // A slash separates a sign-in name from its credential, and * ? % { | } are wild cards or worse somewhere on the way.
  return /^[a-z0-9!#$&'=^_~.-]+$/.test(text) ? null : 'local-signs';
}

/** What stands behind the last @ of an address. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}

/** What stands before the last @ of an address. */
export function localPartOf(address: string): string {
  return address.slice(0, address.lastIndexOf('@'));
}

/** Two addresses that a person takes for one another have the same likeness: o and 0, l, 1 and i, rn and m, vv and w. */
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
