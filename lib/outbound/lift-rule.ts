import { dayMs } from './decide';
import type { Sending } from './shapes';

/** Who lifted one suspension and has the next is not in control of the mailbox. */
const ownerLiftsAfterDays = 30;

export type Lift = NonNullable<Sending['suspension']>['lift'];

/**
 * Whether an owner may lift a suspension: with a new password, and not twice within a month, because whoever has stolen a
 * password can also change it.
 */
export function ownerMayLift(passwordChangedAt: Date | null, lastOwnLiftAt: Date | null, now: Date): Lift {
  if (lastOwnLiftAt && now.getTime() - lastOwnLiftAt.getTime() < ownerLiftsAfterDays * dayMs) return 'administrator';
  return passwordChangedAt ? 'allowed' : 'password-first';
}
