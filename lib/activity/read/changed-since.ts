import type { Actor } from '@/lib/tenancy';
import type { SessionRow } from '../shapes';
import { readSessionRows, sessionsOf } from './sessions';

/** With more changes, the page reloads the list. */
const maxRows = 5_000;

/** Sessions that changed after a revision, in order of revision. */
export function changedSince(actor: Actor, revision: number): Promise<SessionRow[]> {
  const chosen = sessionsOf(actor).where('s.revision', '>', BigInt(revision)).orderBy('s.revision').limit(maxRows);
  return readSessionRows(chosen, (query) => query.orderBy('s.revision').orderBy('s.id'));
}
