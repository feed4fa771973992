import { pool } from '@/lib/db';
import type { Protocol } from '@/lib/sessions/shapes';
import { type Actor, demand, scopeSql } from '@/lib/tenancy';
import type { DayPoint } from './shapes';

const halfHour = 1800;
const points = 48;

/** The last 24 hours in half hours: how many sessions were open at some time in each, by protocol. */
export async function readDay(actor: Actor, now: Date): Promise<DayPoint[]> {
  demand(actor, 'session:read');
  const end = Math.ceil(now.getTime() / 1000 / halfHour) * halfHour;
  const start = end - points * halfHour;
  const scoped = scopeSql(actor, 's', 3);
  // A session of the past is looked for among those of the last eight days: longer ones are still open, or do not matter here.
  const { rows } = await pool().query<{ protocol: Protocol; slot: number; count: number }>(
    `WITH open AS (
       SELECT s.protocol, extract(epoch FROM s."startedAt") AS began,
         extract(epoch FROM coalesce(s."endedAt", now())) AS ended
       FROM "MailSession" s
       WHERE (s."endedAt" IS NULL OR (s."startedAt" > to_timestamp($1) - interval '7 days' AND s."endedAt" >= to_timestamp($1)))
         AND ${scoped.condition}
     )
     SELECT protocol, slot::int, count(*)::int AS count
     FROM open, generate_series(floor((greatest(began, $1) - $1) / ${halfHour})::int,
                                floor((least(ended, $2) - $1) / ${halfHour})::int) AS slot
     WHERE slot BETWEEN 0 AND ${points - 1}
     GROUP BY protocol, slot`,
    [start, end, ...scoped.values],
  );
  const day = Array.from(
    { length: points },
    (_, slot): DayPoint => ({ at: new Date((start + slot * halfHour) * 1000).toISOString() }),
  );
  for (const { protocol, slot, count } of rows) {
    const point = day[slot];
    if (point) point[protocol] = count;
  }
  return day;
}
