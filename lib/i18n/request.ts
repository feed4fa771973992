import { cookies, headers } from 'next/headers';
import { getRequestConfig } from 'next-intl/server';
import { currentLocale } from '@/lib/identity';
import { acceptedLocale, isLocale, type Locale } from './locale';

/** The language of a request: that of the account, else that of the cookie, else that of the browser. */
async function chooseLocale(): Promise<Locale> {
  // The sign-in page must work, and show an error, while the database is unavailable.
  const own = await currentLocale().catch(() => null);
  if (isLocale(own)) return own;
  const remembered = (await cookies()).get('milepost-locale')?.value;
  if (isLocale(remembered)) return remembered;
  return acceptedLocale((await headers()).get('accept-language'));
}

export default getRequestConfig(async () => {
  const locale = await chooseLocale();
  return {
    locale,
    messages: (await import(`./messages/${locale}.json`)).default,
    timeZone: zone((await cookies()).get('milepost-zone')?.value),
    now: new Date(),
  };
});

/** The browser sends its time zone in a cookie. An invalid name becomes UTC. */
function zone(name: string | undefined): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone && name ? name : 'UTC';
  } catch {
    return 'UTC';
  }
}
