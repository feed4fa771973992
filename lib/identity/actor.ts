import { cache } from 'react';
import { type Actor, may } from '@/lib/tenancy';
import type { Capability } from '@/lib/tenancy/shapes';
import { actorOf, ownActor } from './acting-as';
import { currentSignIn } from './current-sign-in';
import { readSignIn, type SignInRow } from './read-sign-in';

/** The actor of the request, or null. Null also for staff who must set up a second factor first. */
export const currentActor = cache(async (): Promise<Actor | null> => {
  const row = await currentSignIn();
  return row && !lacksFactor(row) ? actorOf(row) : null;
});

/** The actor of the request, including staff who must set up a second factor first. */
export const newcomer = cache(async (): Promise<Actor | null> => {
  const row = await currentSignIn();
  return row && actorOf(row);
});

/**
 * The actor of a sign-in, or null if it ended. For our own signed URLs, which are requested by a frame without cookies.
 */
export async function actorOfSignIn(signInId: string): Promise<Actor | null> {
  const row = await readSignIn(signInId);
  return row && !lacksFactor(row) ? actorOf(row) : null;
}

/**
 * The actor of the request. Redirects to the sign-in page if there is none, and responds "not found" without the
 * capability.
 */
export async function requireActor(capability?: Capability): Promise<Actor> {
  const actor = await currentActor();
  if (actor && (!capability || may(actor, capability))) return actor;
  // Imported dynamically, because worker and seed import this room, and this module only loads in Next.
  const { notFound, redirect } = await import('next/navigation');
  if (actor) return notFound();
  return redirect((await newcomer()) ? '/second-factor' : '/sign-in');
}

/** Whether a sign-in of staff used only a password although the host requires a second factor. */
function lacksFactor(row: SignInRow): boolean {
  if (!row.staffSecondFactor || row.method !== 'password') return false;
  const role = ownActor(row)?.role;
  return role === 'staff_admin' || role === 'staff_auditor';
}
