import { getServerSession } from 'next-auth';
import { authOptions } from './next-auth';

/** The sign-in that the request's cookie names, if its signature holds. */
export async function currentSignInId(): Promise<string | null> {
  const session = (await getServerSession(authOptions)) as { signInId?: unknown } | null;
  return typeof session?.signInId === 'string' ? session.signInId : null;
}
