import { domainToASCII } from 'node:url';

/** Lower case, with the domain in A-labels, as in the database. */
export function signInName(raw: unknown): string {
  const name = (typeof raw === 'string' ? raw : '').trim().toLowerCase().slice(0, 320).replaceAll('\0', '');
  const at = name.lastIndexOf('@');
  if (at < 0) return name;
  const domain = name.slice(at + 1);
  return `${name.slice(0, at)}@${domainToASCII(domain) || domain}`;
}
