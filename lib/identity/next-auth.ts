import type { NextAuthOptions } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import { requireKey } from '@/lib/config';
import type { From } from '@/lib/guesses';
import { log } from '@/lib/log';
import { endSignIn, signInHours } from '@/lib/sign-ins';
import { ownActor } from './acting-as';
import { clientAddress } from './client-address';
import { Declined } from './declined';
import { knowBrowser } from './know-browser';
import { readSignIn } from './read-sign-in';
import { signIn } from './sign-in';
import { signInByPasskey } from './sign-in-by-passkey';

/** The id of the new sign-in, or the code of the refusal. */
async function opened(
  request: { headers?: Record<string, unknown> },
  open: (from: From, headers: Headers) => Promise<string>,
): Promise<{ id: string }> {
  const headers = new Headers(request.headers as Record<string, string>);
  try {
    const from = {
      ip: clientAddress(headers),
      userAgent: headers.get('user-agent') ?? '',
      cookies: headers.get('cookie') ?? '',
    };
    const id = await open(from, headers);
    await knowBrowserOf(id).catch((error: unknown) => log.error('known browser not marked', error));
    return { id };
  } catch (error) {
    // next-auth puts the message into a URL, so it must be one of our codes and not the message of an error.
    if (error instanceof Declined) throw error;
    log.error('sign-in failed', error);
    throw new Error('fault');
  }
}

async function knowBrowserOf(signInId: string): Promise<void> {
  const row = await readSignIn(signInId);
  const account = row && ownActor(row);
  if (account) await knowBrowser(account);
}

/**
 * The cookie contains only the id of a SignIn row. The account, and whether it may still sign in, is read from the row
 * on every request.
 */
export const authOptions: NextAuthOptions = {
  session: { strategy: 'jwt', maxAge: signInHours * 3600 },
  get secret() {
    return requireKey('NEXTAUTH_SECRET');
  },
  pages: { signIn: '/sign-in', error: '/sign-in' },
  // Created on first use: worker and seed import this room, too, and only Next's bundler makes this import a function.
  get providers() {
    return [
      Credentials({
        credentials: { name: {}, password: {}, code: {} },
        authorize: (input, request) =>
          opened(request, (from) => signIn({ name: input?.name, password: input?.password, code: input?.code }, from)),
      }),
      Credentials({
        id: 'passkey',
        credentials: { answer: {} },
        authorize: (input, request) =>
          opened(request, (from, headers) => signInByPasskey(input?.answer, headers.get('origin'), from)),
      }),
    ];
  },
  callbacks: {
    jwt({ token, user }) {
      return user ? { signInId: user.id } : token;
    },
    session({ session, token }) {
      return { expires: session.expires, signInId: token.signInId };
    },
  },
  events: {
    async signOut({ token }) {
      if (typeof token.signInId === 'string') await endSignIn(token.signInId);
    },
  },
};
