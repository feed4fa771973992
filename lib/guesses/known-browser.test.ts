import { beforeAll, expect, it, vi } from 'vitest';

vi.mock('@/lib/config', () => ({ requireKey: () => 'v'.repeat(43) }));

let browser: typeof import('./known-browser');
beforeAll(async () => {
  browser = await import('./known-browser');
});

const now = new Date('2026-03-01T12:00:00Z');
const anna = { id: '00000000-0000-4000-8000-00000000000a', passwordHash: '{ARGON2ID}a' };
const ben = { id: '00000000-0000-4000-8000-00000000000b', passwordHash: '{ARGON2ID}b' };
const sent = (account: typeof anna, change = (value: string) => value) => {
  const { name, value } = browser.knownBrowserCookie(account, now);
  return `other=1; ${name}=${change(value)}; last=2`;
};

it('a browser is known to each account that signed in, for 180 days', () => {
  const { maxAge } = browser.knownBrowserCookie(anna, now);
  expect(maxAge).toBe(180 * 86_400);
  const both = `${sent(ben)}; ${sent(anna)}`;
  expect([anna, ben].map((each) => browser.isKnownBrowser(each, both, now))).toEqual([true, true]);
  expect(browser.isKnownBrowser(anna, sent(ben), now)).toBe(false);
  const after = (seconds: number) => new Date(now.getTime() + seconds * 1000);
  expect(browser.isKnownBrowser(anna, sent(anna), after(maxAge - 1))).toBe(true);
  expect(browser.isKnownBrowser(anna, sent(anna), after(maxAge))).toBe(false);
});

it('a cookie cannot be made up, prolonged or used for another account', () => {
  const values: ((value: string) => string)[] = [
    () => '',
    () => '.',
    (value) => value.slice(0, -1),
    (value) => `${value}x`,
    (value) => value.replace(/^\d+/, (since) => String(Number(since) + 1)),
    (value) => value.replace(/^\d+/, 'NaN'),
  ];
  for (const change of values) expect(browser.isKnownBrowser(anna, sent(anna, change), now)).toBe(false);
  const { value } = browser.knownBrowserCookie(ben, now);
  expect(
    browser.isKnownBrowser(
      anna,
      sent(anna, () => value),
      now,
    ),
  ).toBe(false);
  expect(browser.isKnownBrowser(anna, undefined, now)).toBe(false);
});

it('a cookie ends with the password that it was made with', () => {
  const changed = { ...anna, passwordHash: '{ARGON2ID}new' };
  expect(browser.isKnownBrowser(changed, sent(anna), now)).toBe(false);
  expect(browser.isKnownBrowser(changed, sent(changed), now)).toBe(true);
});
