import { getServerSession } from 'next-auth';
import { cache } from 'react';
import { authOptions } from './next-auth';
import { readSignIn, type SignInRow } from './read-sign-in';

/**
 * The sign-in of the cookie, read once per request, so that a suspension or the end of a sign-in takes effect
 * immediately.
 */
export const currentSignIn = cache(async (): Promise<SignInRow | null> => {
  const session = (await getServerSession(authOptions)) as { signInId?: unknown } | null;
  return typeof session?.signInId === 'string' ? readSignIn(session.signInId) : null;
});
