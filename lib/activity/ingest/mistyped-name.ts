import { localPartTrouble, toAsciiDomain } from '@/lib/addresses/values';

/** The address that a typed name means, or only its local part if the domain is missing. */
type Meant = { address: string; localPart?: never } | { localPart: string; address?: never };

/** What does not belong to a name at its ends: blanks, also invisible ones, quotation marks, brackets, separators. */
const around = String.raw`[\s\u200b-\u200d\u2060\ufeff\ufffd"'\`\u00b4\u2018-\u201f\u00ab\u00bb\u2039\u203a<>()[\]\\,;:]+`;
const atStart = new RegExp(`^${around}`);
const atEnd = new RegExp(`${around}$`);
const strip = (text: string) => text.replace(atStart, '').replace(atEnd, '');

/**
 * Reads a name that is no mailbox as its user may have meant it. Each rule takes away or exchanges what a mailbox cannot
 * have, so a name means at most one address: there is no guessing of similar letters.
 *
 * Whoever fails under another spelling can make noise in the mailbox that it means. The exact name does that already,
 * so nothing is gained by a mistyped one. A name without a domain would reach the mailboxes of many owners, so it means
 * one only if a device of exactly one of them was seen at the same address (`ownersOfMistyped`).
 */
export function meantBy(typed: string): Meant | null {
  let name = strip(typed.toLowerCase())
    .replace(/^mailto:/, '')
    // Name <anna@example.com>, copied from a message.
    .replace(/^[^<>]*<([^<>]*)$/, '$1')
    .replace(/\\?\s*@\s*/g, '@');
  const windows = /^([^\\@]+)\\+([^\\]+)$/.exec(name);
  if (windows) name = ofWindows(windows[1] ?? '', windows[2] ?? '');
  if (!name.includes('@')) name = name.replace(/%([^%]*)$/, '@$1');
  const at = name.lastIndexOf('@');
  const localPart = at < 0 ? name : name.slice(0, at);
  if (localPartTrouble(localPart) !== null) return null;
  const domain = at < 0 ? '' : name.slice(at + 1);
  if (domain === '') return { localPart };
  const ascii = toAsciiDomain(domain);
  return ascii ? { address: `${localPart}@${ascii}` } : null;
}

/** `EXAMPLE.COM\anna`. The short name of a Windows domain says nothing about the domain of the mailbox. */
function ofWindows(domain: string, user: string): string {
  return user.includes('@') || !toAsciiDomain(domain) ? user : `${user}@${domain}`;
}
