import { cache } from 'react';
import { type Actor, may } from '@/lib/tenancy';
import type { Capability } from '@/lib/tenancy/shapes';
import { currentRow } from './current-row';
import { factorMissing } from './platform';
import { rowActor } from './row-actor';
import { readSignIn } from './sign-in-row';

/** Who is asking, or null: also for staff who have yet to set up the second factor that is demanded of them. */
export const currentActor = cache(async (): Promise<Actor | null> => {
  const row = await currentRow();
  return row && !(await factorMissing(row)) ? rowActor(row) : null;
});

/** Who is asking, even with nothing to do yet but to set up a second factor. */
export const newcomer = cache(async (): Promise<Actor | null> => {
  const row = await currentRow();
  return row && rowActor(row);
});

/** Who a sign-in is, or null when it ended. For our own signed addresses, which a frame without cookies asks for. */
export async function actorOfSignIn(signInId: string): Promise<Actor | null> {
  const row = await readSignIn(signInId);
  return row && !(await factorMissing(row)) ? rowActor(row) : null;
}

/** Who is asking; somebody signed out goes to the sign-in page, and one without the capability finds no such page. */
export async function requireActor(capability?: Capability): Promise<Actor> {
  const actor = await currentActor();
  if (actor && (!capability || may(actor, capability))) return actor;
  // Loaded here because worker and seed, too, come through this door, and outside Next the module does not load.
  const { notFound, redirect } = await import('next/navigation');
  if (actor) return notFound();
  return redirect((await newcomer()) ? '/second-factor' : '/sign-in');
}
