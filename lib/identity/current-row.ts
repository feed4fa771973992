import { cache } from 'react';
import { currentSignInId } from './current';
import { readSignIn, type SignInRow } from './sign-in-row';

/** The row behind the cookie, read once a request, so that a suspension or an ended sign-in bites at once. */
export const currentRow = cache(async (): Promise<SignInRow | null> => {
  const id = await currentSignInId();
  return id ? readSignIn(id) : null;
});
