import { Secret, TOTP } from 'otpauth';
import { expect, it } from 'vitest';
import { newRecoveryCodes, newSecret, setupAddress, stepOf, typedCode } from './codes';

const secret = newSecret();
const at = (seconds: number) => new Date(1_700_000_010_000 + seconds * 1000);
const codeAt = (seconds: number) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at(seconds).getTime() });

it('accepts the code of the current step and of one step before and after', () => {
  for (const seconds of [-30, 0, 30]) expect(stepOf(secret, codeAt(seconds), at(0), 0n)).not.toBeNull();
  for (const seconds of [-61, 61]) expect(stepOf(secret, codeAt(seconds), at(0), 0n)).toBeNull();
});

it('accepts no code twice, and none older than the last accepted one', () => {
  const step = stepOf(secret, codeAt(0), at(0), 0n);
  if (step === null) throw new Error('the first use is refused');
  expect(stepOf(secret, codeAt(0), at(0), step)).toBeNull();
  expect(stepOf(secret, codeAt(0), at(20), step)).toBeNull();
  expect(stepOf(secret, codeAt(-30), at(0), step)).toBeNull();
  expect(stepOf(secret, codeAt(30), at(30), step)).toBe(step + 1n);
});

it('accepts nothing that is not a code', () => {
  for (const text of ['', '12345', '1234567', 'abcdef', '٠١٢٣٤٥']) expect(stepOf(secret, text, at(0), 0n)).toBeNull();
});

it('agrees with RFC 6238, appendix B', () => {
  const shared = Secret.fromUTF8('12345678901234567890').base32;
  expect(stepOf(shared, '287082', new Date(59_000), 0n)).toBe(1n);
  expect(stepOf(shared, '081804', new Date(1_111_111_109_000), 0n)).toBe(37_037_036n);
});

it('contains what the app needs', () => {
  const address = new URL(setupAddress(secret, 'anna@example.org'));
  expect(address.protocol).toBe('otpauth:');
  expect(address.searchParams.get('secret')).toBe(secret);
  expect(address.searchParams.get('issuer')).toBe('Milepost');
});

it('creates ten different recovery codes without ambiguous characters', () => {
  const codes = newRecoveryCodes();
  expect(new Set(codes).size).toBe(10);
  for (const code of codes) expect(code).toMatch(/^([a-hj-km-np-z2-9]{4}-){3}[a-hj-km-np-z2-9]{4}$/);
});

it('ignores spaces, dashes and case', () => {
  expect(typedCode(' 123 456 ')).toEqual({ digits: '123456' });
  expect(typedCode('ABCD-efgh 2345-jkmn')).toEqual({ recovery: 'abcdefgh2345jkmn' });
});
