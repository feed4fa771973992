import { describe, expect, it } from 'vitest';
import { literal, takeLine } from './wire';

const caps = { lineBytes: 64, answerBytes: 256 };
const take = (text: string) => takeLine(Buffer.from(text), caps);

describe('a line of an answer', () => {
  it('consists of words, strings and literals', () => {
    expect(take('"a \\"b\\\\" ACTIVE\r\nrest')).toEqual({
      words: [
        { kind: 'string', text: 'a "b\\' },
        { kind: 'atom', text: 'ACTIVE' },
      ],
      length: 18,
    });
    expect(take('NO (QUOTA/MAXSIZE) {5}\r\na\r\n"b\r\n')?.words).toEqual([
      { kind: 'atom', text: 'NO' },
      { kind: 'atom', text: '(QUOTA/MAXSIZE)' },
      { kind: 'string', text: 'a\r\n"b' },
    ]);
    expect(take('\r\n')).toEqual({ words: [], length: 2 });
  });

  it('can arrive byte by byte', () => {
    const whole = Buffer.from('OK (TAG "x\\"y") {6+}\r\nü\r\n"\\\r\n');
    for (let length = 0; length < whole.length; length += 1) {
      expect(takeLine(whole.subarray(0, length), caps), `${length}`).toBeNull();
    }
    expect(takeLine(whole, caps)?.length).toBe(whole.length);
  });

  it('is refused one byte over its limit', () => {
    expect(take(`"${'a'.repeat(60)}"\r\n`)).not.toBeNull();
    expect(() => take(`"${'a'.repeat(70)}`)).toThrow('line too long');
    expect(() => take(`${'a'.repeat(70)} b`)).toThrow('line too long');
    expect(take(`{256}\r\n`)).toBeNull();
    expect(() => take(`{257}\r\n`)).toThrow('answer too long');
    expect(() => take('{99999999999999}\r\nabc')).toThrow('bad literal');
    expect(() => take(`{200}\r\n${'a'.repeat(200)} {200}\r\n${'a'.repeat(200)}\r\n`)).toThrow('answer too long');
  });

  it('has its length in bytes', () => {
    expect(literal('ü\r\n"').toString()).toBe('{5+}\r\nü\r\n"');
  });
});
