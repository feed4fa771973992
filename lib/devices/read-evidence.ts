import type { z } from 'zod';
import { allEvents } from '@/lib/activity';
import { matches, queries, sql } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { type Actor, demand, scope } from '@/lib/tenancy';
import { arrivalOf } from './arrival';
import type { evidenceInput } from './requests';
import { sessionsWithDevice } from './sessions-of-device';
import type { Evidence } from './shapes';

/** Sessions shown for each habit. The rhythm is computed from all sessions. */
const shows: Record<Evidence['kind'], ReturnType<typeof sql<boolean>>> = {
  polls: sql`true`,
  stays: sql`coalesce(s."endedAt", s."lastSeenAt") - s."startedAt" >= interval '10 minutes'`,
  downloads: sql`s.fetched > 0`,
  removes: sql`(s.removed > 0 OR s.expunged > 0)`,
  leaves: sql`s.fetched > 0`,
  clear: sql`s.transport = 'clear'`,
  'old-tls': sql`s."tlsProtocol" IN ('SSLv3', 'TLSv1', 'TLSv1.0', 'TLSv1.1')`,
  'main-password': sql`s.credential = 'main'`,
};
const maxRows = 60;

/** The sessions that a habit was computed from, and the messages for removals. */
export async function readEvidence(actor: Actor, { deviceId, kind }: z.infer<typeof evidenceInput>): Promise<Evidence> {
  demand(actor, 'session:read');
  const device = await queries()
    .selectFrom('Device as d')
    .select(['d.id', 'd.mailboxId', 'd.protocol'])
    .where('d.id', '=', deviceId)
    .where(matches('d', scope(actor)))
    .executeTakeFirst();
  if (!device) throw new Refusal('not-found');
  const before = queries()
    .selectFrom('SessionDevice as p')
    .select(sql<Date>`max(p."startedAt")`.as('at'))
    .where('p.deviceId', '=', deviceId)
    .where(sql<boolean>`p."startedAt" < s."startedAt"`);
  const [sessions, removals] = await Promise.all([
    sessionsWithDevice()
      .select(['s.id', 's.startedAt', 's.endedAt', 's.remoteIp', 's.transport', 's.tlsProtocol', 's.credential'])
      .select(['s.fetched', sql<number>`greatest(s.removed, s.expunged)`.as('removed')])
      .select(sql<number | null>`extract(epoch FROM s."startedAt" - ${before})::float8`.as('gapSeconds'))
      .where('x.deviceId', '=', deviceId)
      .where(shows[kind])
      .orderBy('x.startedAt', 'desc')
      .limit(maxRows)
      .execute(),
    kind === 'removes' ? readRemovals(deviceId) : [],
  ]);
  return {
    kind,
    device,
    sessions: sessions.map(({ id, startedAt, endedAt, ...row }) => ({
      ...row,
      id: String(id),
      startedAt: startedAt.toISOString(),
      endedAt: endedAt?.toISOString() ?? null,
    })),
    removals,
  };
}

async function readRemovals(deviceId: string): Promise<Evidence['removals']> {
  const removing = sessionsWithDevice()
    .select('s.id')
    .where('x.deviceId', '=', deviceId)
    .where(({ or, eb }) => or([eb('s.removed', '>', 0), eb('s.expunged', '>', 0)]))
    .orderBy('x.startedAt', 'desc')
    .limit(maxRows);
  const rows = await queries()
    .selectFrom(allEvents().where('e.kind', '=', 'removed').where('e.unclear', '=', false).selectAll().as('r'))
    .innerJoin(removing.as('s'), 's.id', 'r.sessionId')
    .leftJoinLateral(arrivalOf('r').as('came'), (join) => join.onTrue())
    .select(['r.id', 'r.at', 'r.subject', 'r.messageId'])
    .select(sql<number | null>`extract(epoch FROM r.at - came.at)::float8 / 86400`.as('keptDays'))
    .orderBy('r.at', 'desc')
    .limit(maxRows)
    .execute();
  return rows.map(({ id, at, ...row }) => ({ ...row, id: String(id), at: at.toISOString() }));
}
