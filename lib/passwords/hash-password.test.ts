import { expect, test } from 'vitest';
import { hashPassword, verifyPassword } from './hash-password';

test('a password matches its own hash and no other', async () => {
  const hash = await hashPassword('naïve — 密码');
  expect(hash).toMatch(/^\{ARGON2ID\}\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await verifyPassword(hash, 'naïve — 密码')).toBe(true);
  expect(await verifyPassword(hash, 'naive — 密码')).toBe(false);
  expect(await hashPassword('naïve — 密码')).not.toBe(hash);
});

test('the reference implementation gives the same hash', async () => {
  // argon2 20190702: echo -n password | argon2 somesalt -id -t 2 -k 65536 -p 1 -e
  const known = '{ARGON2ID}$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
  expect(await verifyPassword(known, 'password')).toBe(true);
});

test.each([
  null,
  '',
  'plain',
  '{PLAIN}x',
  '{ARGON2ID}$argon2id$v=19$m=9999999,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8',
])('nothing opens %s', async (stored) => {
  expect(await verifyPassword(stored, 'x')).toBe(false);
});
