import type { z } from 'zod';
import { pool } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import type { Protocol } from '@/lib/sessions/shapes';
import { type Actor, demand, scopeSql } from '@/lib/tenancy';
import type { Day, DayBar, DayMark, dayInput } from './shapes';

/** More bars than this nobody tells apart: sessions of one device in one minute become one. */
const mostBars = 3000;
const mostMarks = 2000;
/** A session of an earlier day is looked for among those of the last week: longer ones are still open. */
const longest = '7 days';

/** One day of a mailbox in the reader's zone: every device's sessions, and what came and what went. */
export async function readDay(
  actor: Actor,
  { mailboxId, day, zone }: z.infer<typeof dayInput>,
  now = new Date(),
): Promise<Day> {
  demand(actor, 'session:read');
  if (!isZone(zone)) throw new Refusal('invalid', { field: 'zone' });
  const { rows } = await pool().query<{ from: Date; to: Date }>(
    `SELECT ($1::date)::timestamp AT TIME ZONE $2 AS "from", ($1::date + 1)::timestamp AT TIME ZONE $2 AS "to"`,
    [day, zone],
  );
  const [bounds] = rows;
  if (!bounds) throw new Refusal('invalid', { field: 'day' });
  const { from, to } = bounds;
  const scoped = scopeSql(actor, 's', 4);
  const values = [mailboxId, from, to, ...scoped.values];
  const where = `s."mailboxId" = $1::uuid AND s."startedAt" < $3 AND s."startedAt" > $2::timestamptz - interval '${longest}'
    AND coalesce(s."endedAt", now()) >= $2 AND ${scoped.condition}`;
  const counted = await pool().query<{ count: number }>(
    `SELECT count(*)::int AS count FROM (SELECT 1 FROM "MailSession" s WHERE ${where} LIMIT ${mostBars + 1}) s`,
    values,
  );
  const together = (counted.rows[0]?.count ?? 0) > mostBars;
  const [bars, marks] = await Promise.all([readBars(where, values, together), readMarks(actor, mailboxId, from, to)]);
  return { day, from: from.getTime(), to: to.getTime(), now: now.getTime(), bars, marks, together };
}

async function readBars(where: string, values: unknown[], together: boolean): Promise<DayBar[]> {
  const columns = together
    ? `NULL AS id, s."deviceId", s.protocol, min(s."startedAt") AS "from", max(coalesce(s."endedAt", s."lastSeenAt")) AS "to",
       bool_or(s."endedAt" IS NULL) AS live, count(*)::int AS sessions, sum(s.fetched)::int AS fetched,
       sum(greatest(s.removed, s.expunged))::int AS removed`
    : `s.id::text, s."deviceId", s.protocol, s."startedAt" AS "from", coalesce(s."endedAt", s."lastSeenAt") AS "to",
       s."endedAt" IS NULL AS live, 1 AS sessions, s.fetched, greatest(s.removed, s.expunged) AS removed`;
  const { rows } = await pool().query<Record<string, unknown> & { from: Date; to: Date }>(
    `SELECT ${columns} FROM "MailSession" s WHERE ${where}
     ${together ? `GROUP BY s."deviceId", s.protocol, date_trunc('minute', s."startedAt")` : ''} ORDER BY "from" LIMIT 20000`,
    values,
  );
  return rows.map((row) => ({
    id: row.id as string | null,
    deviceId: row.deviceId as string | null,
    protocol: row.protocol as Protocol,
    from: row.from.getTime(),
    to: row.to.getTime(),
    live: row.live === true,
    sessions: Number(row.sessions),
    fetched: Number(row.fetched),
    removed: Number(row.removed),
  }));
}

async function readMarks(actor: Actor, mailboxId: string, from: Date, to: Date): Promise<DayMark[]> {
  const scoped = scopeSql(actor, 'e', 4);
  const { rows } = await pool().query<Record<string, unknown> & { at: Date }>(
    `SELECT e.id::text, e.at, e.kind, e.service, e."messageId", e.subject, e.sender, e.folder, e."sessionId"::text, s."deviceId"
     FROM "MailEvent" e LEFT JOIN "MailSession" s ON s.id = e."sessionId"
     WHERE e."mailboxId" = $1::uuid AND e.at >= $2 AND e.at < $3 AND ${scoped.condition}
       AND (e.kind IN ('delivered', 'removed', 'restored') OR (e.kind = 'moved' AND e."fromFolder" = 'INBOX'))
     ORDER BY e.at, e.id LIMIT ${mostMarks}`,
    [mailboxId, from, to, ...scoped.values],
  );
  const text = (row: Record<string, unknown>, name: string) => (row[name] ?? null) as string | null;
  return rows.map((row) => ({
    id: String(row.id),
    at: row.at.getTime(),
    kind: row.kind as DayMark['kind'],
    deviceId: text(row, 'deviceId'),
    sessionId: text(row, 'sessionId'),
    service: String(row.service),
    messageId: text(row, 'messageId'),
    subject: text(row, 'subject'),
    sender: text(row, 'sender'),
    folder: String(row.folder),
  }));
}

function isZone(zone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
  } catch {
    return false;
  }
}
