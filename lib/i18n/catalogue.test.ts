import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const messages = path.join(import.meta.dirname, 'messages');
const [original = '', ...others] = readdirSync(messages)
  .map((file) => path.parse(file).name)
  .sort();

/** Every text by its path, e.g. sessions.end.title. */
function texts(locale: string): Map<string, string> {
  const found = new Map<string, string>();
  const walk = (at: string, node: unknown) => {
    if (typeof node === 'string') found.set(at, node);
    else for (const [key, value] of Object.entries(node as object)) walk(at ? `${at}.${key}` : key, value);
  };
  walk('', JSON.parse(readFileSync(path.join(messages, `${locale}.json`), 'utf8')));
  return found;
}

/** The names of the values that a text has to be given. Braces of odd depth hold a value, those of even depth a branch's words. */
function given(text: string): string[] {
  const names = new Set<string>();
  let depth = 0;
  for (const [index, character] of [...text].entries()) {
    if (character === '}') depth -= 1;
    if (character !== '{') continue;
    depth += 1;
    const name = /^\w+/.exec([...text].slice(index + 1).join(''))?.[0];
    if (name && depth % 2 === 1) names.add(name);
  }
  return [...names].sort();
}

test('English is the original', () => {
  expect(original).toBe('en');
  expect(others).toContain('fr');
});

test.each(others)('%s has every text of the original and no other', (locale) => {
  expect([...texts(locale).keys()].sort()).toEqual([...texts(original).keys()].sort());
});

test.each(others)('%s asks for the same values in every text', (locale) => {
  const translated = texts(locale);
  const differing = [...texts(original)].filter(([key, text]) => {
    const other = translated.get(key);
    return other !== undefined && String(given(other)) !== String(given(text));
  });
  expect(differing.map(([key]) => key)).toEqual([]);
});

test.each([original, ...others])('%s has no empty text', (locale) => {
  expect([...texts(locale)].filter(([, text]) => text.trim() === '').map(([key]) => key)).toEqual([]);
});
