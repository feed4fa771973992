import { allSessions } from '@/lib/activity';
import type { Queries } from '@/lib/db';

/** All sessions, as `s`, with the device that each belongs to, as `x`. Both know the start, which finds the month's table. */
export function sessionsWithDevice(from?: Queries) {
  return allSessions(from).innerJoin('SessionDevice as x', (join) =>
    join.onRef('x.sessionId', '=', 's.id').onRef('x.startedAt', '=', 's.startedAt'),
  );
}
