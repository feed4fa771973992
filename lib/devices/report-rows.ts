import { countRows, type ListAsk, listPage, type Order, queries, sql } from '@/lib/db';
import type { PageOf } from '@/lib/db/shapes';
import { type Actor, demand } from '@/lib/tenancy';
import { conditions, daysOf } from './read-report';
import type { ReportQuery } from './requests';
import { type ReportRow, type ReportSort, type Takes, takesOfDoing, type Weakness } from './shapes';

const unique = sql<string>`d.id::text`;
const label = sql<
  string | null
>`coalesce(d.name, nullif(concat_ws(' ', d."clientName", d."clientVersion"), ''), c.name)`;

const orders = {
  mailbox: { key: sql`d.address`, type: 'text', unique },
  device: { key: sql`lower(coalesce(${label}, d.protocol::text))`, type: 'text', unique },
  does: { key: sql`d.takes`, type: 'text', unique },
  last: { key: sql`d."lastSeenAt"`, type: 'timestamptz', unique },
  sessions: { key: sql`x.sessions::bigint`, type: 'bigint', unique },
  removed: { key: sql`x.removed::bigint`, type: 'bigint', unique },
} satisfies Record<ReportSort, Order>;

/** A page of the devices of the report. */
export async function pageReport(
  actor: Actor,
  { sort = 'mailbox', days, domainId, only, does, ...ask }: ListAsk<ReportSort> & ReportQuery,
): Promise<PageOf<ReportRow>> {
  demand(actor, 'domain:read');
  const query = { days, domainId, only, does };
  return listPage(chosen(actor, query), { id: sql`d.id`, order: orders[sort] }, ask, (ids) =>
    readRows(actor, query, ids),
  );
}

export async function countReport(actor: Actor, query: ReportQuery): Promise<number> {
  demand(actor, 'domain:read');
  return countRows(chosen(actor, query));
}

/** The devices that were seen in these days, each with its figures, as `x`, and itself, as `d`. */
function chosen(actor: Actor, query: ReportQuery) {
  const { only, does } = query;
  const seen = daysOf(actor, query)
    .where(({ or }) => {
      if (only === 'all') return sql<boolean>`true`;
      if (only) return conditions[only].holds;
      return or(Object.values(conditions).map(({ holds }) => holds));
    })
    .groupBy('t.deviceId')
    .select(['t.deviceId', sql<number>`sum(t.sessions)`.as('sessions'), sql<number>`sum(t.removed)`.as('removed')]);
  const rows = queries()
    .selectFrom(seen.as('x'))
    .innerJoin('Device as d', 'd.id', 'x.deviceId')
    .leftJoin('CredentialName as c', 'c.credential', 'd.credential');
  return does ? rows.where('d.takes', 'in', takesOfDoing[does]) : rows;
}

/** The figures of devices of a page: of all of these days, not only of those with the weakness. */
async function readRows(actor: Actor, query: ReportQuery, ids: string[]): Promise<Map<string, ReportRow>> {
  const sum = (column: 'sessions' | 'removed' | 'clear' | 'oldTls' | 'main') =>
    sql<number>`sum(${sql.ref(`t.${column}`)})::int`.as(column);
  const figures = daysOf(actor, query)
    .where(sql<boolean>`t."deviceId" = ANY(${ids}::uuid[])`)
    .select('t.deviceId')
    .select([sum('sessions'), sum('removed'), sum('clear'), sum('oldTls'), sum('main')])
    .groupBy('t.deviceId');
  const rows = await queries()
    .selectFrom(figures.as('x'))
    .innerJoin('Device as d', 'd.id', 'x.deviceId')
    .leftJoin('CredentialName as c', 'c.credential', 'd.credential')
    .selectAll('x')
    .select(['d.mailboxId', 'd.address', 'd.protocol', 'd.remoteIp', 'd.lastSeenAt', 'd.takes', label.as('label')])
    .execute();
  return new Map(
    rows.map(({ clear, oldTls, main, lastSeenAt, takes, ...row }) => {
      const holds: Record<Weakness, boolean> = {
        pop3: row.protocol === 'pop3',
        clear: clear > 0,
        oldTls: oldTls > 0,
        main: main > 0,
      };
      const weak = (Object.keys(holds) as Weakness[]).filter((name) => holds[name]);
      return [row.deviceId, { ...row, takes: takes as Takes, lastSeenAt: lastSeenAt.toISOString(), weak }];
    }),
  );
}
