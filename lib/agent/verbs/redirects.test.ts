import { describe, expect, it } from 'vitest';
import type { Command, Doveadm } from '../doveadm';
import { redirects } from './redirects';
import type { Context } from './verb';

/** doveadm with these scripts, the first of them active, as its HTTP interface answers. */
function contextWith(texts: Record<string, string>): Context {
  const names = Object.keys(texts);
  const one = async ([name, { scriptname }]: Command) =>
    name === 'sieveList'
      ? names.map((script, index) => ({ script, active: index === 0 ? 'ACTIVE' : '' }))
      : [{ 'sieve script': texts[String(scriptname)] ?? '' }];
  return { doveadm: { one } as unknown as Doveadm } as Context;
}

const found = async (texts: Record<string, string>) =>
  (await redirects(contextWith(texts), { user: 'anna@a.example' })).destinations;

describe('the destinations of a mailbox', () => {
  it('are those of the active script and of what it includes', async () => {
    const main = 'include "other"; include "gone"; redirect "a@b.example";';
    const texts = { main, other: 'redirect "c@d.example";', idle: 'redirect "e@f.example";' };
    expect(await found(texts)).toEqual(['a@b.example', 'c@d.example']);
    expect(await found({})).toEqual([]);
  });

  it('say that there are more, where a hostile mailbox has too many', async () => {
    const chain = Array.from({ length: 400 }, (_, index) => [`s${index}`, `include "s${index + 1}";`]);
    expect(await found({ ...Object.fromEntries(chain), s399: 'redirect "hidden@b.example";' })).toEqual(['…']);
    const many = Array.from({ length: 600 }, (_, index) => `redirect "n${index}@b.example";`).join('\n');
    const list = await found({ many });
    expect(list).toHaveLength(500);
    expect(list.at(-1)).toBe('…');
    expect((await found({ long: `redirect "${'x'.repeat(1000)}@b.example";` })).map((to) => to.length)).toEqual([320]);
  });
});
