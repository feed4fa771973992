import { pool } from '@/lib/db';
import type { Actor } from '@/lib/tenancy';
import { Conditions } from './row';
import { type Protocol, type ProtocolSeries, protocols } from './shapes';

/**
 * How many sessions were open at some time in each of the last minutes, the running one last. Each session counts once
 * at its first minute and is taken off after its last, so the work is the sessions' number, not sessions times minutes.
 */
export async function sessionsPerMinute(actor: Actor, minutes: number): Promise<ProtocolSeries> {
  const length = Math.min(Math.max(Math.trunc(minutes), 1), 24 * 60);
  const where = new Conditions(actor);
  const scoped = String(where);
  where.add('$?::int > 0', length);
  const { rows } = await pool().query<{ protocol: Protocol; first: number; last: number; count: number }>(
    `WITH span AS (SELECT date_trunc('minute', now()) - make_interval(mins => $${where.values.length} - 1) AS since),
     seen AS (
       SELECT s.protocol, s."startedAt", s."endedAt" FROM "MailSession" s WHERE ${scoped} AND s."endedAt" IS NULL
       UNION ALL
       SELECT s.protocol, s."startedAt", s."endedAt" FROM "MailSession" s, span WHERE ${scoped} AND s."endedAt" >= span.since
     )
     SELECT protocol, count(*)::int AS count,
       GREATEST(0, floor(extract(epoch FROM "startedAt" - since) / 60))::int AS first,
       COALESCE(floor(extract(epoch FROM "endedAt" - since) / 60), $${where.values.length} - 1)::int AS last
     FROM seen, span GROUP BY 1, 3, 4`,
    where.values,
  );
  const series = Object.fromEntries(protocols.map((protocol) => [protocol, new Array<number>(length).fill(0)]));
  for (const { protocol, first, last, count } of rows) {
    const figures = series[protocol] ?? [];
    // A clock ahead of the database's must not write past the end.
    for (let minute = first; minute <= Math.min(last, length - 1); minute += 1)
      figures[minute] = (figures[minute] ?? 0) + count;
  }
  return series as ProtocolSeries;
}
