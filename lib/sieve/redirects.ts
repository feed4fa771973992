import type { Scripts } from './scripts';

/**
 * Comments, strings and words of Sieve (RFC 5228, 2). What is none of them does not matter here. One without an end takes
 * the rest, so that each character is read once.
 */
const tokens =
  /#[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|"([^"\\]*(?:\\[\s\S][^"\\]*)*)(?:"|\\?$)|\btext:[ \t]*(?:#[^\n]*)?\r?\n([\s\S]*?)(?:(?<=\n)\.(?=\r?\n|$)|$)|:?[a-z_][a-z0-9_]*|[;{}]/gi;

interface Commands {
  /** Where mail is sent: the address of a redirect, or of a notification by mail (RFC 5435 and 5436). */
  destinations: string[];
  /** Scripts of the person that are included (RFC 6609). */
  includes: string[];
}

/** The commands of a script that send mail elsewhere, whatever their conditions. */
export function commandsOf(script: string): Commands {
  const found: Commands = { destinations: [], includes: [] };
  const addresses: string[] = [];
  let command = '';
  let strings: string[] = [];
  const end = () => {
    const last = strings.at(-1);
    if (command === 'redirect' && last) found.destinations.push(last.toLowerCase());
    if (command === 'notify') found.destinations.push(...strings.flatMap(mailtoOf));
    if (command === 'include' && last) found.includes.push(last);
    command = '';
    strings = [];
  };
  for (const [token, quoted, lines] of script.matchAll(tokens)) {
    if (token.startsWith('#') || token.startsWith('/*')) continue;
    const text = quoted?.replace(/\\([\s\S])/g, '$1') ?? lines?.replace(/^\.\./gm, '.').trim();
    if (text !== undefined) {
      strings.push(text);
      if (/^[^\s@]+@[^\s@]+$/.test(text)) addresses.push(text.toLowerCase());
    } else if (/^[;{}]$/.test(token)) end();
    else if (/^(redirect|notify|include)$/i.test(token)) {
      command = token.toLowerCase();
      strings = [];
    }
  }
  // A variable (RFC 5229) may hold any address that the script names.
  if (found.destinations.some((to) => to.includes('${'))) found.destinations.push(...addresses);
  return { ...found, destinations: [...new Set(found.destinations)] };
}

function mailtoOf(text: string): string[] {
  const to = /^mailto:([^?]+)/i.exec(text.trim())?.[1];
  return to ? [decoded(to).toLowerCase()] : [];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The destinations of the active script and of what it includes. */
export async function activeRedirects(scripts: Pick<Scripts, 'list' | 'get'>): Promise<Set<string>> {
  const present = await scripts.list();
  const waiting = present.flatMap(({ name, active }) => (active ? [name] : []));
  const read = new Set<string>();
  const found = new Set<string>();
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (read.has(name) || !present.some((script) => script.name === name)) continue;
    read.add(name);
    const { destinations, includes } = commandsOf((await scripts.get(name)) ?? '');
    for (const to of destinations) found.add(to);
    waiting.push(...includes);
  }
  return found;
}
