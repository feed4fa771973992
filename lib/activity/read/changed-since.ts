import type { Actor } from '@/lib/tenancy';
import type { SessionRow } from '../shapes';
import { readSessionRows, sessionsOf } from './sessions';

/** More changes than this are not sent one by one. */
const maxRows = 5_000;

/** Sessions that changed after a revision, in the order of their changes. */
export function changedSince(actor: Actor, revision: number): Promise<SessionRow[]> {
  const chosen = sessionsOf(actor).where('s.revision', '>', BigInt(revision)).orderBy('s.revision').limit(maxRows);
  return readSessionRows(chosen, (query) => query.orderBy('s.revision').orderBy('s.id'));
}
