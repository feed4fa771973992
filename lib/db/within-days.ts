import { type RawBuilder, sql } from 'kysely';
import type { z } from 'zod';
import type { dayRange } from './shapes';

/** Whether an instant lies in these days. */
export function withinDays(column: string, { from, to, zone }: z.output<typeof dayRange>): RawBuilder<boolean> {
  const start = (day: string, after = 0) => sql`(${day}::date + ${after}::int)::timestamp AT TIME ZONE ${zone}`;
  return sql<boolean>`(${from ? sql`${sql.ref(column)} >= ${start(from)}` : sql`true`}
    AND ${to ? sql`${sql.ref(column)} < ${start(to, 1)}` : sql`true`})`;
}
