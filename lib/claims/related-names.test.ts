import { expect, it } from 'vitest';
import { nameAndParents, related } from './related-names';

it('a domain and what is above it, without the top-level domain', () => {
  expect(nameAndParents('a.b.c.example')).toEqual(['a.b.c.example', 'b.c.example', 'c.example']);
  expect(nameAndParents('c.example')).toEqual(['c.example']);
});

it.each([
  ['mail.host.example', 'host.example', true],
  ['host.example', 'mail.host.example', true],
  ['host.example', 'host.example', true],
  ['ghost.example', 'host.example', false],
  ['host.example', 'host.test', false],
])('%s and %s: %s', (one, other, is) => {
  expect(related(one, other)).toBe(is);
});
