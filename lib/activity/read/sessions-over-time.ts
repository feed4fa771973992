import { queries, sql } from '@/lib/db';
import { type Protocol, protocols } from '@/lib/protocols';
import { type Actor, demand } from '@/lib/tenancy';
import type { DayPoint, ProtocolSeries } from '../shapes';
import { sessionsOf } from './sessions';

const maxMinutes = 24 * 60;

/**
 * The number of sessions that were open in each of the last minutes, including the current one. Each session is
 * added at its first minute and subtracted after its last one, so the cost does not depend on its duration.
 */
export async function sessionsPerMinute(actor: Actor, minutes: number): Promise<ProtocolSeries> {
  const length = Math.min(Math.max(Math.trunc(minutes), 1), maxMinutes);
  const since = sql<Date>`date_trunc('minute', now()) - make_interval(mins => ${length - 1}::int)`;
  const seen = sessionsOf(actor)
    .where('s.endedAt', 'is', null)
    .select(['s.protocol', 's.startedAt', 's.endedAt'])
    .unionAll(sessionsOf(actor).where('s.endedAt', '>=', since).select(['s.protocol', 's.startedAt', 's.endedAt']));
  const first = sql<number>`GREATEST(0, floor(extract(epoch FROM x."startedAt" - ${since}) / 60))::int`;
  const last = sql<number>`COALESCE(floor(extract(epoch FROM x."endedAt" - ${since}) / 60), ${length - 1}::int)::int`;
  const rows = await queries()
    .selectFrom(seen.as('x'))
    .select(['x.protocol', first.as('first'), last.as('last'), sql<number>`count(*)::int`.as('count')])
    .groupBy([sql`1`, sql`2`, sql`3`])
    .execute();
  const series = Object.fromEntries(protocols.map((protocol) => [protocol, new Array<number>(length).fill(0)]));
  for (const { protocol, first, last, count } of rows) {
    const figures = series[protocol] ?? [];
    // The clock of a node may be ahead of the database.
    for (let minute = first; minute <= Math.min(last, length - 1); minute += 1)
      figures[minute] = (figures[minute] ?? 0) + count;
  }
  return series as ProtocolSeries;
}

const slotSeconds = 1800;
const slots = 48;
/** Only closed sessions of the last week are read. Longer ones are rare. */
const maxDays = 7;

/** The number of sessions that were open in each half hour of the last 24 hours, by protocol. */
export async function sessionsOfDay(actor: Actor, now: Date): Promise<DayPoint[]> {
  demand(actor, 'session:read');
  const end = Math.ceil(now.getTime() / 1000 / slotSeconds) * slotSeconds;
  const start = end - slots * slotSeconds;
  const slotOf = (epoch: unknown) => sql`floor((${epoch} - ${start}::float8) / ${slotSeconds}::float8)::int`;
  const began = sql`greatest(extract(epoch FROM s."startedAt")::float8, ${start}::float8)`;
  const ended = sql`least(extract(epoch FROM coalesce(s."endedAt", now()))::float8, ${end}::float8)`;
  const spans = sessionsOf(actor)
    .where(({ or, and, eb }) =>
      or([
        eb('s.endedAt', 'is', null),
        and([
          eb('s.startedAt', '>', new Date((start - maxDays * 86_400) * 1000)),
          eb('s.endedAt', '>=', new Date(start * 1000)),
        ]),
      ]),
    )
    .select(['s.protocol', slotOf(began).as('first'), slotOf(ended).as('last')]);
  const { rows } = await sql<{ protocol: Protocol; slot: number; count: number }>`
    SELECT x.protocol, y.slot::int AS slot, count(*)::int AS count
    FROM ${spans} x, generate_series(x.first, x.last) AS y(slot)
    WHERE y.slot BETWEEN 0 AND ${slots - 1} GROUP BY 1, 2`.execute(queries());
  const day = Array.from(
    { length: slots },
    (_, slot): DayPoint => ({ at: new Date((start + slot * slotSeconds) * 1000).toISOString() }),
  );
  for (const { protocol, slot, count } of rows) {
    const point = day[slot];
    if (point) point[protocol] = count;
  }
  return day;
}
