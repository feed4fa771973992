import { expect, it } from 'vitest';
import { returnPath } from './return-path';

it.each([
  'https://evil.example/',
  '//evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/.//evil.example',
  '/..//evil.example/',
  '/%2e//evil.example',
  '/a/..//evil.example',
  '/.\\\\evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  'javascript:alert(1)',
  ' /sessions',
  '/api/auth/signout',
  '/sign-in?callbackUrl=/',
  `/${'a'.repeat(2000)}`,
  undefined,
  ['/sessions'],
])('does not lead away or in circles: %j', (wanted) => {
  expect(returnPath(wanted)).toBe('/');
});

it.each(['/sessions', '/sessions?q=203.0.113.7&state=all', '/mailboxes/1'])(
  'keeps a path of the panel: %s',
  (wanted) => {
    expect(returnPath(wanted)).toBe(wanted);
  },
);
