import { domainToASCII } from 'node:url';
import { Refusal } from '@/lib/errors';
import { cleanLine } from './clean';
import type { Person } from './shapes';

/** Postfix accepts 1000 recipients. A person who writes to more than 200 needs a mailing list. */
const maxRecipients = 200;

/**
 * Parses a To line as typed: addresses with or without a name, separated by commas or semicolons. Refuses invalid
 * addresses with their text. Line breaks and control characters never reach a header.
 */
export function parsePeople(line: string, field: string): Person[] {
  const found: Person[] = [];
  for (const piece of split(line)) {
    const text = piece.trim();
    if (!text) continue;
    const framed = /^(.{0,300}?)<([^<>]{1,330})>$/s.exec(text);
    const name = framed
      ? cleanLine(
          (framed[1] ?? '')
            .trim()
            .replace(/^"(.*)"$/s, '$1')
            .replaceAll(/\\(.)/g, '$1'),
          120,
        )
      : '';
    const address = normalAddress((framed?.[2] ?? text).trim());
    if (!address) throw new Refusal('invalid', { field, value: cleanLine(text, 80) });
    if (!found.some((one) => one.address === address)) found.push({ name, address });
    if (found.length > maxRecipients) throw new Refusal('too-large', { field, limit: maxRecipients });
  }
  return found;
}

/** Commas in quotation marks and angle brackets do not separate addresses. */
function split(line: string): string[] {
  const out: string[] = [];
  let from = 0;
  let quoted = false;
  let angled = false;
  for (let i = 0; i < line.length; i += 1) {
    const c = line[i];
    if (c === '\\' && quoted) i += 1;
    else if (c === '"' && !angled) quoted = !quoted;
    else if (c === '<' && !quoted) angled = true;
    else if (c === '>' && !quoted) angled = false;
    else if ((c === ',' || c === ';') && !quoted && !angled) {
      out.push(line.slice(from, i));
      from = i + 1;
    }
  }
  out.push(line.slice(from));
  return out;
}

/** local@domain with the domain in ASCII, or null. Quoted local parts are allowed without control characters. */
export function normalAddress(text: string): string | null {
  const at = text.lastIndexOf('@');
  if (at < 1 || text.length > 320) return null;
  const local = text.slice(0, at);
  if (local.length > 64 || !/^(?:[^\s"(),:;<>@[\\\]\p{C}]+|"(?:[^"\\\p{C}]|\\[^\p{C}])*")$/u.test(local)) return null;
  if (local.startsWith('.') || local.endsWith('.') || local.includes('..')) return null;
  const domain = domainToASCII(text.slice(at + 1));
  if (!/^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(domain))
    return null;
  return `${local}@${domain}`;
}

export function formatPeople(list: Person[]): string {
  return list.map(({ name, address }) => (name ? `${quote(name)} <${address}>` : address)).join(', ');
}

function quote(name: string): string {
  return /^[\p{L}\p{N} '._-]+$/u.test(name) ? name : `"${name.replaceAll(/["\\]/g, '\\$&')}"`;
}
