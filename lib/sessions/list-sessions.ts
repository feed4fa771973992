import { pool } from '@/lib/db';
import { type Actor, demand } from '@/lib/tenancy';
import { filtered } from './filtered';
import { revisionNow } from './revision';
import { selectChosen, toRow } from './row';
import { type SessionPage, type SessionQuery, sessionQuery } from './shapes';

/** A page of sessions, the newest first. */
export async function listSessions(actor: Actor, query: SessionQuery): Promise<SessionPage> {
  demand(actor, 'session:read');
  const { before, take, ...filter } = sessionQuery.parse(query);
  const where = filtered(actor, filter);
  if (before) {
    // The row itself knows its instant to the microsecond; the page's copy only serves when retention has taken it.
    where.add('$?::bigint IS NOT NULL', before.id);
    const id = where.values.length;
    where.add(
      `(s."startedAt", s.id) < (COALESCE((SELECT p."startedAt" FROM "MailSession" p WHERE p.id = $${id}), $?::timestamptz), $${id})`,
      before.startedAt,
    );
  }
  const revision = await revisionNow();
  const chosen = `SELECT * FROM "MailSession" s WHERE ${where} ORDER BY s."startedAt" DESC, s.id DESC LIMIT ${take + 1}`;
  const { rows } = await pool().query(`${selectChosen(chosen)} ORDER BY s."startedAt" DESC, s.id DESC`, where.values);
  return { rows: rows.slice(0, take).map(toRow), more: rows.length > take, revision };
}
