import { allSessions, readSessionRows, revisionNow } from '@/lib/activity';
import { sql } from '@/lib/db';
import { type Actor, demand } from '@/lib/tenancy';
import { filtered } from './filtered';
import { type SessionPage, type SessionQuery, sessionQuery } from './shapes';

/** A page of sessions, newest first. */
export async function listSessions(actor: Actor, query: SessionQuery): Promise<SessionPage> {
  demand(actor, 'session:read');
  const { before, take, ...filter } = sessionQuery.parse(query);
  let chosen = filtered(actor, filter);
  if (before) {
    // The row has the instant in microseconds. The cursor's copy is used only if log retention has removed the row.
    const last = allSessions().select('s.startedAt').where('s.id', '=', BigInt(before.id));
    const startedAt = sql`COALESCE(${last}, ${before.startedAt}::timestamptz)`;
    chosen = chosen.where(sql<boolean>`(s."startedAt", s.id) < (${startedAt}, ${before.id}::bigint)`);
  }
  const revision = await revisionNow();
  const rows = await readSessionRows(
    chosen
      .orderBy('s.startedAt', 'desc')
      .orderBy('s.id', 'desc')
      .limit(take + 1),
  );
  return { rows: rows.slice(0, take), more: rows.length > take, revision };
}
