import { allEvents, allSessions, eventsOf, readEventRows } from '@/lib/activity';
import { containing, sql, withinDays } from '@/lib/db';
import { type Actor, demand } from '@/lib/tenancy';
import { loggedMessageIds } from './message-ids';
import { type EventPage, type EventQuery, eventQuery } from './shapes';

/** A page of events, newest first. */
export async function listEvents(actor: Actor, query: EventQuery): Promise<EventPage> {
  demand(actor, 'trail:read');
  const { mailboxId, messageId, search, kind, days, before, take } = eventQuery.parse(query);
  let chosen = eventsOf(actor);
  if (mailboxId) chosen = chosen.where('e.mailboxId', '=', mailboxId);
  if (messageId) chosen = chosen.where('e.messageId', 'in', loggedMessageIds(messageId));
  if (kind) chosen = chosen.where('e.kind', '=', kind);
  // Nearly every message has one, beside its delivery. It is in the trail of the message.
  else if (!messageId) chosen = chosen.where('e.kind', '<>', 'let-through');
  if (days.from || days.to) chosen = chosen.where(withinDays('e.at', days));
  const text = search.trim();
  if (text) {
    const pattern = containing(text);
    chosen = chosen.where(({ or, eb, exists }) =>
      or([
        eb('e.address', 'ilike', pattern),
        eb('e.sender', 'ilike', pattern),
        eb('e.subject', 'ilike', pattern),
        eb('e.messageId', 'ilike', pattern),
        exists(
          allSessions()
            .select('s.id')
            .where(sql<boolean>`s.id = e."sessionId"`)
            .where(sql<boolean>`host(s."remoteIp") ILIKE ${pattern}`),
        ),
      ]),
    );
  }
  if (before) {
    // The row has the instant in microseconds. The cursor's copy is used only if the row was removed.
    const last = allEvents().select('e.at').where('e.id', '=', BigInt(before.id));
    const at = sql`COALESCE(${last}, ${before.at}::timestamptz)`;
    chosen = chosen.where(sql<boolean>`(e.at, e.id) < (${at}, ${before.id}::bigint)`);
  }
  const rows = await readEventRows(
    chosen
      .orderBy('e.at', 'desc')
      .orderBy('e.id', 'desc')
      .limit(take + 1),
    'desc',
  );
  return { rows: rows.slice(0, take), more: rows.length > take };
}
