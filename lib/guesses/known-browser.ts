import { timingSafeEqual } from 'node:crypto';
import { keyedHash } from '@/lib/vault';
import { dayMs } from './decide';

/** As long as a browser may stay away and still be known. */
const browserDays = 180;

/** Each account has a cookie of its own in a browser. Its name does not say which account that is. */
const nameOf = (accountId: string) => `milepost-known-${keyedHash('known browser of', accountId).slice(0, 16)}`;
/** The hash of the password is in it, so that a new password ends all cookies that were made with the old one. */
const signed = ({ id, passwordHash }: BrowserAccount, since: string) =>
  `${since}.${keyedHash('known browser', `${id} ${since} ${passwordHash}`)}`;

export interface BrowserAccount {
  id: string;
  passwordHash: string;
}

/** The cookie for a browser in which the account has signed in. It opens nothing; it only exempts from the count. */
export function knownBrowserCookie(account: BrowserAccount, now = new Date()) {
  return {
    name: nameOf(account.id),
    value: signed(account, String(Math.floor(now.getTime() / 1000))),
    maxAge: (browserDays * dayMs) / 1000,
  };
}

/** Whether the account has signed in in the browser of this Cookie header. */
export function isKnownBrowser(account: BrowserAccount, cookies = '', now = new Date()): boolean {
  const start = `${nameOf(account.id)}=`;
  const values = cookies.split(';').flatMap((each) => {
    const text = each.trim();
    return text.startsWith(start) ? text.slice(start.length) : [];
  });
  return values.some((value) => {
    const [since = ''] = value.split('.');
    if (!/^\d{1,12}$/.test(since)) return false;
    const expected = Buffer.from(signed(account, since));
    const given = Buffer.from(value);
    const age = now.getTime() - Number(since) * 1000;
    return given.length === expected.length && timingSafeEqual(given, expected) && age < browserDays * dayMs;
  });
}
