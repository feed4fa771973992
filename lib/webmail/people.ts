import { domainToUnicode } from 'node:url';
import { cleanAddress, cleanLine } from './clean';
import type { Person, Warning } from './shapes';

/** People of one header line that are shown. A newsletter may name 10,000. */
const maxPeople = 200;

export function people(list: { name?: string | undefined; address?: string | undefined }[] | undefined): Person[] {
  return (list ?? []).slice(0, maxPeople).flatMap((one) => {
    const person = { name: cleanLine(one.name, 120), address: cleanAddress(one.address) };
    if (person.name === person.address) person.name = '';
    return person.name || person.address ? [person] : [];
  });
}

const scripts = {
  latin: /\p{Script=Latin}/u,
  cyrillic: /\p{Script=Cyrillic}/u,
  greek: /\p{Script=Greek}/u,
};

/** Warnings about a sender that looks like another one. */
export function senderWarnings(from: Person | undefined, replyTo: Person[]): Warning[] {
  if (!from) return [];
  const out: Warning[] = [];
  const shown = /[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,253}/.exec(from.name)?.[0]?.toLowerCase();
  if (shown && shown !== from.address.toLowerCase()) {
    out.push({ code: 'name-shows-other-address', details: { shown, address: from.address } });
  }
  if (mixes(from.name) || mixes(from.address))
    out.push({ code: 'name-mixes-scripts', details: { address: from.address } });
  const domain = from.address.split('@').at(-1) ?? '';
  const readable = domainToUnicode(domain.toLowerCase()) || domain;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the ASCII range itself
  if (/[^\u0000-\u007f]/u.test(readable)) out.push({ code: 'domain-not-ascii', details: { domain, readable } });
  const other = replyTo.find((one) => one.address && domainOf(one.address) !== domainOf(from.address));
  if (other) out.push({ code: 'reply-elsewhere', details: { address: other.address } });
  return out;
}

/** Latin with Cyrillic or Greek in one word, such as "Рaypal". Words in different scripts may be a real name. */
function mixes(text: string): boolean {
  return text
    .split(/[\s@.,_-]+/u)
    .some((word) => Object.values(scripts).filter((script) => script.test(word)).length > 1);
}

function domainOf(address: string): string {
  return address.split('@').at(-1)?.toLowerCase() ?? '';
}
