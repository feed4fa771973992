import { describe, expect, it } from 'vitest';
import { commandsOf } from '@/lib/sieve';
import { hostileFilters, hostileTexts, someFilters } from './filters.fixture';
import { readScript } from './read-script';
import { type Filters, filtersShape, noFilters } from './shapes';
import { strings } from './tokens.fixture';
import { quoted, writeScript } from './write-script';

describe('our script', () => {
  it('stores all data of the editor: 2000 random filters are read back unchanged', () => {
    for (let seed = 1; seed <= 2000; seed += 1) {
      const filters = filtersShape.parse(someFilters(seed));
      const text = writeScript(filters);
      expect(readScript(text), `seed ${seed}`).toEqual(filters);
    }
  });

  it('of no filters does nothing', () => {
    const lines = writeScript(noFilters).split('\r\n');
    expect(lines.filter((line) => line && !line.startsWith('#'))).toEqual([]);
    expect(readScript(writeScript(noFilters))).toEqual(noFilters);
  });

  it('that was edited is not recognised, however small the change', () => {
    const text = writeScript(filtersShape.parse(someFilters(7)));
    expect(readScript(text)).not.toBeNull();
    for (const changed of [
      `${text}\r\nkeep;`,
      `${text} `,
      text.replace('\r\n', '\n'),
      text.replace('Milepost', 'milepost'),
      text.replace(/^#: joined .*$/m, '#: joined "other"'),
      text.slice(0, -1),
      text.replace('#: vacation ', '#: vacation x'),
    ]) {
      expect(changed).not.toBe(text);
      expect(readScript(changed)).toBeNull();
    }
    expect(readScript('')).toBeNull();
    expect(readScript('require ["fileinto"];\r\nkeep;\r\n')).toBeNull();
  });
});

describe('typed text', () => {
  it('stays inside its string', () => {
    for (const text of hostileTexts) {
      const [token, rest] = strings(`${quoted(text)};`);
      expect(token).toBe(text.replace(/\r\n|\r|\n/g, '\r\n'));
      expect(rest).toBe(';');
    }
  });

  it('does not change the commands of the script, in any field', () => {
    const commands = (filters: Filters) =>
      writeScript(filters)
        .replace(/^#.*$/gm, '')
        .replace(/"(?:[^"\\]|\\[\s\S])*"/g, '""')
        .replace(/\s+/g, ' ');
    const harmless = commands(hostileFilters('x'));
    for (const text of hostileTexts) expect(commands(hostileFilters(text)), JSON.stringify(text)).toBe(harmless);
  });

  it('never ends a comment line', () => {
    for (const text of hostileTexts) {
      for (const line of writeScript(hostileFilters(text)).split(/\r\n|[\r\n\u0085\u2028\u2029]/)) {
        if (line.includes('"kind"')) expect(line).toMatch(/^#: /);
      }
    }
  });

  it('with NUL, a line break in a name, or an unpaired surrogate is refused', () => {
    const named = (name: string) =>
      filtersShape.safeParse({
        ...noFilters,
        rules: [{ id: 'a', name, on: true, match: 'always', tests: [], actions: [{ kind: 'seen' }], stop: true }],
      }).success;
    expect(named('Invoices')).toBe(true);
    for (const name of ['a\u0000b', 'a\nb', 'a\rb', 'a\u2028b', 'a\u0085b', 'a\u007fb', '\ud800', '', ' ']) {
      expect(named(name), JSON.stringify(name)).toBe(false);
    }
    const answered = (text: string) =>
      filtersShape.safeParse({ ...noFilters, vacation: { ...noFilters.vacation, on: true, text } }).success;
    expect(answered('one\r\n.\r\ntwo')).toBe(true);
    expect(answered('a\u0000')).toBe(false);
    expect(answered('\udfff')).toBe(false);
    expect(answered('  ')).toBe(false);
  });

  it('is not an address if it could be more than one', () => {
    const sent = (address: string) =>
      filtersShape.safeParse({ ...noFilters, forwarding: { on: true, keep: true, addresses: [address] } }).success;
    expect(sent("o'neil+list@sub.example.org")).toBe(true);
    for (const address of [
      'a@b',
      'a b@x.example',
      'a@x.example, b@y.example',
      '<a@x.example>',
      '"a"@x.example',
      'a@-x.example',
      'ä@x.example',
    ])
      expect(sent(address), address).toBe(false);
  });
});

describe('the destinations of our script', () => {
  it('are found', () => {
    const script = writeScript({
      ...noFilters,
      rules: [
        {
          id: 'r1',
          name: 'redirect "not@this.example";',
          on: true,
          match: 'always',
          tests: [],
          actions: [{ kind: 'forward', address: 'rule@b.example', keep: true }],
          stop: false,
        },
      ],
      forwarding: { on: true, addresses: ['all@b.example'], keep: false },
      joined: 'mine',
    });
    expect(commandsOf(script)).toEqual({
      destinations: ['rule@b.example', 'all@b.example'],
      includes: ['mine'],
    });
  });
});
