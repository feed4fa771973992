import { countTurnedAway } from '@/lib/activity';
import { matches, queries, sql } from '@/lib/db';
import { type Actor, demand, scope } from '@/lib/tenancy';
import type { ReportQuery } from './requests';
import type { Report, Weakness } from './shapes';

/** The condition and the figure of each weakness for a day of a device. */
export const conditions = {
  pop3: { holds: sql<boolean>`t.protocol = 'pop3'`, figure: sql`t.sessions` },
  clear: { holds: sql<boolean>`t.clear > 0`, figure: sql`t.clear` },
  oldTls: { holds: sql<boolean>`t."oldTls" > 0`, figure: sql`t."oldTls"` },
  main: { holds: sql<boolean>`t.main > 0`, figure: sql`t.main` },
} satisfies Record<Weakness, unknown>;

/** Days of devices in the actor's scope, as `t`. */
export function daysOf(actor: Actor, { days, domainId }: ReportQuery) {
  const query = queries()
    .selectFrom('DeviceDay as t')
    .where(sql<boolean>`t.day > current_date - ${days}::int`)
    .where('t.sessions', '>', 0)
    .where(matches('t', scope(actor)));
  return domainId ? query.where('t.domainId', '=', domainId) : query;
}

/** Sessions, mailboxes and devices by protocol over time, and how many devices have each weakness. */
export async function readReport(actor: Actor, query: ReportQuery): Promise<Report> {
  demand(actor, 'domain:read');
  const [since, series, protocols, weak, turnedAway] = await Promise.all([
    readSince(actor, query),
    readSeries(actor, query),
    readProtocols(actor, query),
    readWeak(actor, query),
    countTurnedAway(actor, query),
  ]);
  return { days: query.days, since, series, protocols, weak, turnedAway };
}

/** "30 days" is a claim about days of which there may be no records. */
async function readSince(actor: Actor, { days, domainId }: ReportQuery): Promise<string | null> {
  let all = queries()
    .selectFrom('DeviceDay as t')
    .where(matches('t', scope(actor)))
    .select(sql<string | null>`to_char(min(t.day), 'YYYY-MM-DD')`.as('first'))
    .select(sql<boolean>`min(t.day) > current_date - ${days}::int + 1`.as('late'));
  if (domainId) all = all.where('t.domainId', '=', domainId);
  const { first, late } = await all.executeTakeFirstOrThrow();
  return late ? first : null;
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
