import { describe, expect, it } from 'vitest';
import { linkify, readText } from './text';

const links = (text: string) => linkify(text).flatMap((one) => (one.href ? [one.href] : []));

describe('plain text', () => {
  it('keeps every character, as text', () => {
    for (const line of [
      '[<script>evil</script>] https://google.com',
      'a@a.co?]<img/src="x"/onerror=alert(document.domain)>',
      '##str_replacement_0## <b>',
      'https://a.example/"><script>alert(1)</script>',
      'javascript:alert(1) data:text/html,x',
    ]) {
      expect(
        linkify(line)
          .map((one) => one.text)
          .join(''),
      ).toBe(line);
    }
  });

  it('links only to web addresses and email addresses', () => {
    expect(links('see https://a.example/x?y=1&z=2, www.b.example or me@c.example.')).toEqual([
      'https://a.example/x?y=1&z=2',
      'https://www.b.example/',
      'mailto:me@c.example',
    ]);
    expect(links('javascript:alert(1) vbscript:x file:///etc ftp://x')).toEqual([]);
    expect(links('https://bank.example@evil.example/')).toEqual([]);
  });

  it('leaves the full stop to the sentence and an unpaired bracket outside', () => {
    expect(links('(https://a.example/b).')).toEqual(['https://a.example/b']);
    expect(links('https://a.example/b_(c)')).toEqual(['https://a.example/b_(c)']);
  });

  // With quadratic time, this would exceed the timeout of the test.
  it('is fast for a malicious line', () => {
    linkify('a@'.repeat(200_000));
    linkify(`${'http://'.repeat(100_000)}`);
    linkify(`x${'.a'.repeat(200_000)}`);
    expect(links('https://a.example/')).toEqual(['https://a.example/']);
  });

  it('splits quotations by depth and joins flowed lines', () => {
    const { blocks } = readText('> > one\n> two\nthree \nfour\n-- \nMe', { flowed: true });
    expect(blocks.map((block) => [block.depth, block.lines.map((line) => line.map((s) => s.text).join(''))])).toEqual([
      [2, ['one']],
      [1, ['two']],
      [0, ['three four', '-- ', 'Me']],
    ]);
  });

  it('removes control and reordering characters, and truncates a very long message', () => {
    const { blocks } = readText('a\u0000\u001b[31mb\u202ec');
    expect(blocks[0]?.lines[0]?.[0]?.text).toBe('a[31mbc');
    expect(readText('x\n'.repeat(20_000)).cut).toBe(true);
    expect(readText('x\n'.repeat(19_999)).cut).toBe(false);
  });
});

describe('a text without end', () => {
  it('has so many lines and links and no more, and says so', () => {
    const { blocks, cut } = readText('see a@b.example and more\n'.repeat(30_000));
    const lines = blocks.flatMap((block) => block.lines);
    expect([cut, lines.length]).toEqual([true, 20_000]);
    expect(lines.flat().filter(({ href }) => href)).toHaveLength(2000);
    expect(lines[19_999]).toEqual([{ text: 'see a@b.example and more' }]);
  });
});
