import { sql } from '@/lib/db';
import { protocols } from '@/lib/protocols';
import type { Actor } from '@/lib/tenancy';
import type { SessionCounts } from '../shapes';
import { sessionsOf } from './sessions';

/** Open sessions by protocol. */
export async function sessionCounts(actor: Actor): Promise<SessionCounts> {
  const rows = await sessionsOf(actor)
    .where('s.endedAt', 'is', null)
    .groupBy('s.protocol')
    .select(['s.protocol', sql<number>`count(*)::int`.as('count')])
    .execute();
  const counts = new Map(rows.map(({ protocol, count }) => [protocol, count]));
  return Object.fromEntries(protocols.map((protocol) => [protocol, counts.get(protocol) ?? 0])) as SessionCounts;
}
