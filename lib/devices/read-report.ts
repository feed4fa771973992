import { countTurnedAway } from '@/lib/activity';
import { matches, queries, sql } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { type Actor, demand, scope } from '@/lib/tenancy';
import type { ReportQuery } from './requests';
import type { Breaks, Report, ReportRow, Takes, Weakness } from './shapes';

/** Rows of the page. Exports contain all. */
const maxShown = 200;

/** The condition and the figure of each weakness for a day of a device. */
const conditions = {
  pop3: { holds: sql<boolean>`t.protocol = 'pop3'`, figure: sql`t.sessions` },
  clear: { holds: sql<boolean>`t.clear > 0`, figure: sql`t.clear` },
  oldTls: { holds: sql<boolean>`t."oldTls" > 0`, figure: sql`t."oldTls"` },
  main: { holds: sql<boolean>`t.main > 0`, figure: sql`t.main` },
} satisfies Record<Weakness, unknown>;

/** Days of devices in the actor's scope, as `t`. */
function daysOf(actor: Actor, { days, domainId }: ReportQuery) {
  const query = queries()
    .selectFrom('DeviceDay as t')
    .where(sql<boolean>`t.day > current_date - ${days}::int`)
    .where('t.sessions', '>', 0)
    .where(matches('t', scope(actor)));
  return domainId ? query.where('t.domainId', '=', domainId) : query;
}

/** Sessions, mailboxes and devices by protocol over time, and devices with a weakness. */
export async function readReport(
  actor: Actor,
  query: ReportQuery,
  { limit = maxShown }: { limit?: number } = {},
): Promise<Report> {
  demand(actor, 'domain:read');
  const [series, protocols, weak, turnedAway, rows] = await Promise.all([
    readSeries(actor, query),
    readProtocols(actor, query),
    readWeak(actor, query),
    countTurnedAway(actor, query),
    readRows(actor, query, limit + 1),
  ]);
  return {
    days: query.days,
    series,
    protocols,
    weak,
    turnedAway,
    rows: rows.slice(0, limit),
    more: rows.length > limit,
  };
}

const sessions = sql<number>`sum(t.sessions)::int`;
const mailboxes = sql<number>`count(DISTINCT t."mailboxId")::int`;
const devices = sql<number>`count(DISTINCT t."deviceId")::int`;
const removed = sql<number>`sum(t.removed)::int`;

async function readSeries(actor: Actor, query: ReportQuery): Promise<Report['series']> {
  const rows = await daysOf(actor, query)
    .select([sql<string>`to_char(t.day, 'YYYY-MM-DD')`.as('at'), 't.protocol', sessions.as('sessions')])
    .groupBy(['t.day', 't.protocol'])
    .orderBy('t.day')
    .execute();
  const points = new Map<string, Report['series'][number]>();
  for (const { at, protocol, sessions } of rows) {
    const point: Report['series'][number] = points.get(at) ?? { at: `${at}T00:00:00Z` };
    point[protocol] = sessions;
    points.set(at, point);
  }
  return [...points.values()];
}

function readProtocols(actor: Actor, query: ReportQuery): Promise<Report['protocols']> {
  return daysOf(actor, query)
    .select(['t.protocol', sessions.as('sessions'), mailboxes.as('mailboxes')])
    .select([devices.as('devices'), removed.as('removed')])
    .groupBy('t.protocol')
    .orderBy('t.protocol')
    .execute();
}

async function readWeak(actor: Actor, query: ReportQuery): Promise<Report['weak']> {
  const counted = Object.entries(conditions).map(async ([name, { holds, figure }]) => {
    const row = await daysOf(actor, query)
      .where(holds)
      .select(sql<number>`coalesce(sum(${figure}), 0)::int`.as('sessions'))
      .select([mailboxes.as('mailboxes'), devices.as('devices')])
      .executeTakeFirstOrThrow();
    return [name, row] as const;
  });
  return Object.fromEntries(await Promise.all(counted)) as Report['weak'];
}

async function readRows(actor: Actor, query: ReportQuery, maxRows: number): Promise<ReportRow[]> {
  const sum = (column: 'clear' | 'oldTls' | 'main') => sql<number>`sum(${sql.ref(`t.${column}`)})::int`.as(column);
  const busiest = daysOf(actor, query)
    .where(({ or }) => or(Object.values(conditions).map(({ holds }) => holds)))
    .select(['t.deviceId', sessions.as('sessions'), removed.as('removed')])
    .select([sum('clear'), sum('oldTls'), sum('main')])
    .groupBy('t.deviceId')
    .orderBy('sessions', 'desc')
    .limit(maxRows);
  const rows = await queries()
    .selectFrom(busiest.as('x'))
    .innerJoin('Device as d', 'd.id', 'x.deviceId')
    .leftJoin('CredentialName as c', 'c.credential', 'd.credential')
    .selectAll('x')
    .select(['d.mailboxId', 'd.address', 'd.protocol', 'd.remoteIp', 'd.lastSeenAt'])
    .select(
      sql<string | null>`coalesce(d.name, nullif(concat_ws(' ', d."clientName", d."clientVersion"), ''), c.name)`.as(
        'label',
      ),
    )
    .orderBy('x.sessions', 'desc')
    .orderBy('d.address')
    .execute();
  return rows.map(({ clear, oldTls, main, lastSeenAt, ...row }) => {
    const figures: Record<Weakness, boolean> = {
      pop3: row.protocol === 'pop3',
      clear: clear > 0,
      oldTls: oldTls > 0,
      main: main > 0,
    };
    const weak = (Object.keys(figures) as Weakness[]).filter((name) => figures[name]);
    return { ...row, lastSeenAt: lastSeenAt.toISOString(), weak };
  });
}

const breaksDays = 90;
const maxBreaks = 5000;
const maxDevicesShown = 10;

interface BreakingDevice {
  label: string | null;
  remoteIp: string | null;
  takes: Takes;
  lastSeenAt: string;
}

/** The effect of disabling POP3 for a domain: its users in the last 90 days. */
export async function readBreaks(actor: Actor, domainId: string): Promise<Breaks> {
  demand(actor, 'domain:read');
  const domain = await queries()
    .selectFrom('DomainDirectory as d')
    .select('d.name')
    .select((from) =>
      from
        .selectFrom('MailboxDirectory as m')
        .select(sql<number>`count(*)::int`.as('count'))
        .whereRef('m.domainId', '=', 'd.id')
        .where(sql<boolean>`'pop3' = ANY (m.protocols)`)
        .as('mailboxes'),
    )
    .where('d.id', '=', domainId)
    .where(matches('d', scope(actor)))
    .executeTakeFirst();
  if (!domain) throw new Refusal('not-found');
  const recently = sql<Date>`now() - make_interval(days => ${breaksDays}::int)`;
  const used = queries()
    .selectFrom('DeviceDay as t')
    .select(sql<number>`sum(t.sessions)`.as('sessions'))
    .where(sql<boolean>`t."deviceId" = d.id`)
    .where(sql<boolean>`t.day > current_date - ${breaksDays}::int`);
  const rows = await queries()
    .selectFrom('MailboxDirectory as m')
    .innerJoin('Device as d', (join) =>
      join.onRef('d.mailboxId', '=', 'm.id').on('d.protocol', '=', 'pop3').on('d.lastSeenAt', '>', recently),
    )
    .innerJoinLateral(used.as('x'), (join) => join.on('x.sessions', '>', 0))
    .leftJoin('CredentialName as c', 'c.credential', 'd.credential')
    .select(['m.id as mailboxId', 'm.address', sql<number>`sum(x.sessions)::int`.as('sessions')])
    .select([
      sql<Date>`max(d."lastSeenAt")`.as('last'),
      sql<
        BreakingDevice[]
      >`jsonb_agg(jsonb_build_object('label', coalesce(d.name, c.name), 'remoteIp', abbrev(d."remoteIp"),
        'takes', d.takes, 'lastSeenAt', d."lastSeenAt") ORDER BY d."lastSeenAt" DESC)`.as('devices'),
    ])
    .select(({ exists, selectFrom }) =>
      exists(
        selectFrom('Device as o')
          .select('o.id')
          .whereRef('o.mailboxId', '=', 'm.id')
          .where('o.protocol', 'in', ['imap', 'webmail'])
          .where('o.lastSeenAt', '>', recently),
      ).as('alsoReads'),
    )
    .where('m.domainId', '=', domainId)
    .where(sql<boolean>`'pop3' = ANY (m.protocols)`)
    .groupBy(['m.id', 'm.address'])
    .orderBy('last', 'desc')
    .limit(maxBreaks)
    .execute();
  const count = domain.mailboxes ?? 0;
  return {
    domainId,
    domainName: domain.name,
    mailboxes: count,
    unused: count - rows.length,
    rows: rows.map(({ last, devices, alsoReads, ...row }) => ({
      ...row,
      devices: devices.slice(0, maxDevicesShown),
      alsoReads: Boolean(alsoReads),
      lastSeenAt: last.toISOString(),
    })),
  };
}
