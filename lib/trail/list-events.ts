import { pool } from '@/lib/db';
import { type Actor, demand } from '@/lib/tenancy';
import { Conditions, loggedMessageIds, selectEvents, toEvent } from './event';
import { type EventPage, type EventQuery, eventQuery } from './shapes';

/** A page of what happened to messages, the newest first. */
export async function listEvents(actor: Actor, query: EventQuery): Promise<EventPage> {
  demand(actor, 'trail:read');
  const { mailboxId, messageId, search, kind, before, take } = eventQuery.parse(query);
  const where = new Conditions(actor);
  if (mailboxId) where.add('e."mailboxId" = $?::uuid', mailboxId);
  if (messageId) where.add('e."messageId" = ANY($?)', loggedMessageIds(messageId));
  if (kind) where.add('e.kind = $?', kind);
  const wanted = search.trim();
  if (wanted) {
    where.add(
      `(e.address ILIKE $? OR e.sender ILIKE $? OR e.subject ILIKE $? OR e."messageId" ILIKE $? OR EXISTS (
        SELECT 1 FROM "MailSession" s WHERE s.id = e."sessionId" AND host(s."remoteIp") ILIKE $?))`,
      `%${wanted.replace(/[\\%_]/g, (character) => `\\${character}`)}%`,
    );
  }
  if (before) {
    where.add('$?::bigint IS NOT NULL', before.id);
    const id = where.values.length;
    where.add(
      `(e.at, e.id) < (COALESCE((SELECT p.at FROM "MailEvent" p WHERE p.id = $${id}), $?::timestamptz), $${id})`,
      before.at,
    );
  }
  const chosen = `SELECT * FROM "MailEvent" e WHERE ${where} ORDER BY e.at DESC, e.id DESC LIMIT ${take + 1}`;
  const { rows } = await pool().query(`${selectEvents(chosen)} ORDER BY e.at DESC, e.id DESC`, where.values);
  return { rows: rows.slice(0, take).map(toEvent), more: rows.length > take };
}
