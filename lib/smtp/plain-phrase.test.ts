import { describe, expect, it } from 'vitest';
import { plainPhrase } from './plain-phrase';

describe('a phrase in our mail', () => {
  it.each([
    ['Rita Maier', 'Rita Maier'],
    ['J. R. Müller & Co.', 'J. R. Müller & Co.'],
    ['12:30', '12\u223630'],
    ['Anna\r\n\r\nYour account expires, open it', 'Anna Your account expires, open it'],
    ['Anna\u2028Bcc: x', 'Anna Bcc: x'],
    ['a\u202egnp.exe', 'agnp\u2024exe'],
    ['\u2066left\u2069 \u200eright\u200f', 'left right'],
    ['zero\u200bwidth\u0000', 'zerowidth'],
    ['\ud800 alone', 'alone'],
    ['https://evil.example/path', 'https\u2236//evil\u2024example/path'],
    ['www.evil.example', 'www\u2024evil\u2024example'],
    ['www．evil。example', 'www\u2024evil\u2024example'],
    ['mailto:a@b.example', 'mailto\u2236a@b\u2024example'],
    ['ht\u200btps://x', 'https\u2236//x'],
    ['e.\u200bv.i.l', 'e\u2024v\u2024i\u2024l'],
    ['   ', ''],
  ])('%j is %j', (text, phrase) => expect(plainPhrase(text)).toBe(phrase));

  it('is cut, and never in the middle of a character', () => {
    expect([...plainPhrase('😀'.repeat(200))]).toHaveLength(120);
    expect(plainPhrase('😀'.repeat(200)).isWellFormed()).toBe(true);
    expect(plainPhrase('x'.repeat(120))).toHaveLength(120);
  });

  it('of any text has one line and no link', () => {
    // A linear generator with a fixed seed, so that a failure can be repeated.
    let state = 20_261_128;
    const next = (below: number) => {
      state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
      return state % below;
    };
    const parts = [
      'http',
      '://',
      'www.',
      '.',
      'com',
      '\n',
      '\u202e',
      '\u200b',
      ' ',
      'a',
      ':',
      '@',
      '。',
      '\u0000',
      '/',
    ];
    for (let round = 0; round < 2000; round += 1) {
      const text = Array.from({ length: 12 }, () => parts[next(parts.length)]).join('');
      const phrase = plainPhrase(text);
      expect(phrase, JSON.stringify(text)).not.toMatch(/:\/\/|www\.\S|\S\.\S|\p{C}|[\r\n\u2028\u2029]|^\s|\s$/u);
    }
  });
});
