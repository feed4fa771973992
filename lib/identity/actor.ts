import { cache } from 'react';
import { type Actor, may } from '@/lib/tenancy';
import type { Capability } from '@/lib/tenancy/shapes';
import { actorOf, ownActor } from './acting-as';
import { currentSignIn } from './current-sign-in';
import { readSignIn, type SignInRow } from './read-sign-in';

/** Who is asking, or null: also for staff who must set up a second factor first. */
export const currentActor = cache(async (): Promise<Actor | null> => {
  const row = await currentSignIn();
  return row && !lacksFactor(row) ? actorOf(row) : null;
});

/** Who is asking, even with nothing to do yet but to set up a second factor. */
export const newcomer = cache(async (): Promise<Actor | null> => {
  const row = await currentSignIn();
  return row && actorOf(row);
});

/** Who a sign-in is, or null when it ended. For our own signed addresses, which a frame without cookies asks for. */
export async function actorOfSignIn(signInId: string): Promise<Actor | null> {
  const row = await readSignIn(signInId);
  return row && !lacksFactor(row) ? actorOf(row) : null;
}

/** Who is asking; somebody signed out goes to the sign-in page, and one without the capability finds no such page. */
export async function requireActor(capability?: Capability): Promise<Actor> {
  const actor = await currentActor();
  if (actor && (!capability || may(actor, capability))) return actor;
  // Loaded here because worker and seed load this room, too, and this module does not load outside Next.
  const { notFound, redirect } = await import('next/navigation');
  if (actor) return notFound();
  return redirect((await newcomer()) ? '/second-factor' : '/sign-in');
}

/** Whether a sign-in is of staff, was opened by a password alone, and the host demands more. */
function lacksFactor(row: SignInRow): boolean {
  if (!row.staffSecondFactor || row.method !== 'password') return false;
  const role = ownActor(row)?.role;
  return role === 'staff_admin' || role === 'staff_auditor';
}
