import { config } from '@/lib/config';
import { browserCookieOf } from '@/lib/passwords';
import type { Actor } from '@/lib/tenancy';

/**
 * Marks this browser as known to an account that has signed in or changed its password in it, so that strangers cannot lock
 * the account out of it.
 */
export async function knowBrowser(actor: Actor): Promise<void> {
  const cookie = await browserCookieOf(actor);
  if (!cookie) return;
  const { cookies } = await import('next/headers');
  const secure = config().MILEPOST_URL.startsWith('https:');
  const jar = await cookies();
  jar.set({ ...cookie, httpOnly: true, sameSite: 'lax', path: '/api/auth', secure });
}
