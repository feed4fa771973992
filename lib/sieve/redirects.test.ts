import { describe, expect, it } from 'vitest';
import { activeRedirects, commandsOf } from './redirects';

describe('the destinations of a script', () => {
  it.each([
    ['redirect "a@b.example";', ['a@b.example']],
    ['ReDirect :copy "A@b.example" ;', ['a@b.example']],
    ['if true { redirect\n"a@b.example"; stop; }', ['a@b.example']],
    ['redirect text:\r\na@b.example\r\n.\r\n;', ['a@b.example']],
    ['redirect # why\n "a@b.example";', ['a@b.example']],
    ['redirect "a\\@b.example";', ['a@b.example']],
    ['notify :message "x" "mailto:a@b.example?subject=x";', ['a@b.example']],
    ['notify :from "me@c.example" :importance "1" "mailto:a%40b.example";', ['a@b.example']],
    ['redirect text:\na@b.example\n.\n;', ['a@b.example']],
    ['vacation text:\n.\n; redirect "a@b.example";', ['a@b.example']],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of Sieve
    ['set "to" "a@b.example"; redirect "${to}";', ['${to}', 'a@b.example']],
    ['# redirect "a@b.example";', []],
    ['/* redirect "a@b.example"; */ keep;', []],
    ['fileinto "redirect"; set "x" "redirect \\"a@b.example\\";";', []],
    ['vacation text:\nredirect "a@b.example";\n.\n;', []],
    ['addheader "X" "a@b.example"; keep;', []],
    ['notify "tag:x";', []],
    ['redirect', []],
  ])('%j: %j', (script, destinations) => expect(commandsOf(script).destinations).toEqual(destinations));

  it.each(['/*', '\\"', '"\\', 'text:\n', 'text:', '"', '#', '.\n', 'redirect "'])(
    'are found in linear time: %j',
    (part) => {
      const start = performance.now();
      commandsOf(part.repeat(256 * 1024));
      expect(performance.now() - start).toBeLessThan(2000);
    },
  );

  it('come from the active script and what it includes, even in a circle', async () => {
    const texts: Record<string, string> = {
      main: 'include "one"; redirect "main@b.example";',
      one: 'include :personal "main"; include "gone"; redirect "one@b.example";',
      idle: 'redirect "idle@b.example";',
    };
    const scripts = {
      list: async () => Object.keys(texts).map((name) => ({ name, active: name === 'main' })),
      get: async (name: string) => texts[name] ?? null,
    };
    expect([...(await activeRedirects(scripts))].sort()).toEqual(['main@b.example', 'one@b.example']);
  });
});
