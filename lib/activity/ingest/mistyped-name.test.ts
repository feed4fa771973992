import { expect, it } from 'vitest';
import { meantBy } from './mistyped-name';

const anna = { address: 'anna@example.com' };

it.each([
  ' anna@example.com',
  'anna@example.com ',
  '\tanna@example.com\u00a0',
  '\u200banna@example.com\ufeff',
  'Anna@Example.COM',
  '"anna@example.com"',
  "'anna@example.com'",
  '“anna@example.com”',
  '„anna@example.com“',
  '«\u202fanna@example.com\u202f»',
  '<anna@example.com>',
  '"<anna@example.com>"',
  'Anna Example <anna@example.com>',
  'mailto:anna@example.com',
  'anna@example.com"',
  '"anna@example.com',
  'anna@example.com,',
  'anna@example.com;',
  'anna@example.com.',
  'anna @ example.com',
  '\\anna@example.com',
  'anna@example.com\\',
  'anna\\@example.com',
  'EXAMPLE.COM\\anna',
  'example.com\\\\anna',
  'OFFICE\\anna@example.com',
  'anna%example.com',
])('%j means the mailbox', (typed) => expect(meantBy(typed)).toEqual(anna));

it.each([
  ['anna@münchen.example', 'anna@xn--mnchen-3ya.example'],
  ['anna@MÜNCHEN.example', 'anna@xn--mnchen-3ya.example'],
  // Composed of u and a diaeresis.
  ['anna@mu\u0308nchen.example', 'anna@xn--mnchen-3ya.example'],
  ['münchen.example\\anna', 'anna@xn--mnchen-3ya.example'],
  ['anna%münchen.example', 'anna@xn--mnchen-3ya.example'],
  ['anna@XN--MNCHEN-3YA.example', 'anna@xn--mnchen-3ya.example'],
])('%j means %s', (typed, address) => expect(meantBy(typed)).toEqual({ address }));

it.each(['anna', ' Anna ', '"anna"', 'OFFICE\\anna', 'anna@', 'anna%'])('%j lacks the domain', (typed) =>
  expect(meantBy(typed)).toEqual({ localPart: 'anna' }),
);

it.each([
  '',
  ' ',
  '@example.com',
  '\\',
  '"',
  'anna@localhost',
  'anna@192.0.2.1',
  'anna@exa mple.com',
  'anna@example.com/phone',
  'an na@example.com',
  'änna@example.com',
  'anna*@example.com',
  '%@example.com',
  'a\\b\\c',
  'anna@example.com@example.com',
  'anna+shop@example.com',
  `${'a'.repeat(65)}@example.com`,
  'x,6.6.6.6,<forged>): Password mismatch',
])('%j means nobody', (typed) => expect(meantBy(typed)).toBeNull());

it('takes no longer for a name that was made to take long', () => {
  const started = performance.now();
  for (const part of [' ', '"', '\\', '@', '<', '%', 'a@', ' @']) meantBy(`x${part.repeat(320)}x`);
  expect(performance.now() - started).toBeLessThan(200);
});
