import { describe, expect, it } from 'vitest';
import { address, displayedName } from './shapes';
import { domainOf, likeness, localPartOf, localPartTrouble, toAsciiDomain } from './values';

describe('toAsciiDomain', () => {
  it.each([
    ['Example.COM', 'example.com'],
    ['example.com.', 'example.com'],
    ['bücher.example', 'xn--bcher-kva.example'],
    ['例え.テスト', 'xn--r8jz45g.xn--zckzah'],
    [`${'a'.repeat(63)}.example`, `${'a'.repeat(63)}.example`],
  ])('%s', (typed, ascii) => {
    expect(toAsciiDomain(typed)).toBe(ascii);
  });
  it.each([
    '',
    'localhost',
    '192.0.2.1',
    '[2001:db8::1]',
    '0x7f.1',
    'exa mple.com',
    'user@example.com',
    'example.com:25',
    'example.com/x',
    '-a.example',
    'a_b.example',
    'a..example',
    `${'a'.repeat(64)}.example`,
    `${'a.'.repeat(127)}example`,
  ])('refuses %j', (typed) => {
    expect(toAsciiDomain(typed)).toBeNull();
  });
});

describe('localPartTrouble', () => {
  it.each(['anna', "o'neil", 'a.b-c_d', 'o=x', 'x'.repeat(64)])('takes %s', (text) => {
    expect(localPartTrouble(text)).toBeNull();
  });
  it.each([
    ['x'.repeat(65), 'local-long'],
    ['"anna"', 'local-quotes'],
    ['a/b', 'local-signs'],
    ['a*', 'local-signs'],
    ['50%', 'local-signs'],
    ['anna+shop', 'local-plus'],
    ['änna', 'local-ascii'],
    ['anna berger', 'local-ascii'],
    ['.anna', 'local-dots'],
    ['an..na', 'local-dots'],
    ['a@b', 'local-signs'],
    ['a<b', 'local-signs'],
  ])('says why not %s', (text, why) => {
    expect(localPartTrouble(text)).toBe(why);
  });
});

describe('address', () => {
  it('lower-cases and converts', () => {
    expect(address.parse(' Info@Bücher.example ')).toBe('info@xn--bcher-kva.example');
  });
  it.each(['info', '@b.example', 'a@', 'a b@c.example', '"a"@b.example'])('refuses %j', (typed) => {
    expect(address.safeParse(typed).success).toBe(false);
  });
});

it('detects addresses that look alike', () => {
  expect(likeness('anna1@b.example')).toBe(likeness('annal@b.example'));
  expect(likeness('b0b@b.example')).toBe(likeness('bob@b.example'));
  expect(likeness('bob@b.example')).not.toBe(likeness('bob@c.example'));
});

describe('a displayed name', () => {
  it.each(['Anna Müller', '山田太郎', 'محمد', 'علی\u200cرضا', '👩\u200d💻 Team'])('%s is fine', (name) => {
    expect(displayedName.safeParse(name).success).toBe(true);
  });
  it.each(['a\nb', 'a\u0000b', 'a\u202eb', 'a\u2066b', 'a\u200fb', 'a\u061cb', 'a\u2028b', 'a\ud800b'])(
    '%j is refused',
    (name) => {
      expect(displayedName.safeParse(name).error?.issues[0]?.message).toBe('name-signs');
    },
  );
});

it('splits an address at its last @', () => {
  expect([localPartOf('a@b@c.example'), domainOf('a@b@c.example')]).toEqual(['a@b', 'c.example']);
});
