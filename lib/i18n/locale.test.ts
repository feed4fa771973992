import { expect, it } from 'vitest';
import { acceptedLocale } from './locale';

it.each([
  ['fr-FR,fr;q=0.9,en;q=0.8', 'fr'],
  ['de-DE,de;q=0.9,fr;q=0.4,en;q=0.3', 'fr'],
  ['en;q=0.2, fr;q=0.1', 'en'],
  ['fr;q=0, en', 'en'],
  ['fr;q=abc', 'fr'],
  ['ja', 'en'],
  [',;=;,q', 'en'],
  [null, 'en'],
])('%j is answered in %s', (header, locale) => {
  expect(acceptedLocale(header)).toBe(locale);
});
