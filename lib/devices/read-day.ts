import type { z } from 'zod';
import { eventsOf, sessionsOf } from '@/lib/activity';
import { queries, sql } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { type Actor, demand } from '@/lib/tenancy';
import { arrivalOf } from './arrival';
import { readEarlierLooks } from './earlier-looks';
import type { dayInput } from './requests';
import type { Day, DayBar, DayMark } from './shapes';

/** With more bars, the sessions of a device in the same minute are merged. */
const maxBars = 3000;
const maxMerged = 20_000;
const maxMarks = 2000;
/** A session of an earlier day is looked for among those of the last week: hardly any connection lasts longer. */
const maxDays = 7;

/**
 * One day of a mailbox in the time zone of the reader: the sessions of all devices, and the messages that arrived and
 * left.
 */
export async function readDay(
  actor: Actor,
  { mailboxId, day, zone }: z.infer<typeof dayInput>,
  now = new Date(),
): Promise<Day> {
  demand(actor, 'session:read');
  const { rows } = await sql<{ from: Date; to: Date }>`
    SELECT (${day}::date)::timestamp AT TIME ZONE ${zone} AS "from", (${day}::date + 1)::timestamp AT TIME ZONE ${zone} AS "to"`.execute(
    queries(),
  );
  const [bounds] = rows;
  if (!bounds) throw new Refusal('invalid', { field: 'day' });
  const { from, to } = bounds;
  const sessions = sessionsOf(actor)
    .where('s.mailboxId', '=', mailboxId)
    .where('s.startedAt', '<', to)
    .where('s.startedAt', '>', new Date(from.getTime() - maxDays * 86_400_000))
    .where(sql<boolean>`coalesce(s."endedAt", now()) >= ${from}`);
  const counted = await queries()
    .selectFrom(
      sessions
        .select('s.id')
        .limit(maxBars + 1)
        .as('s'),
    )
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow();
  const merged = counted.count > maxBars;
  const [bars, marks] = await Promise.all([
    merged ? readMergedBars(sessions) : readBars(sessions),
    readMarks(actor, mailboxId, from, to),
  ]);
  const looks = await readEarlierLooks(actor, mailboxId, marks, from);
  return { day, from: from.getTime(), to: to.getTime(), now: now.getTime(), bars, marks, looks, merged };
}

type Sessions = ReturnType<typeof sessionsOf>;

const lastSeen = sql<Date>`coalesce(s."endedAt", s."lastSeenAt")`;
const removals = sql<number>`greatest(s.removed, s.expunged)`;

async function readBars(sessions: Sessions): Promise<DayBar[]> {
  const rows = await sessions
    .leftJoin('SessionDevice as x', 'x.sessionId', 's.id')
    .select(['s.id', 'x.deviceId', 's.protocol', 's.startedAt as from', lastSeen.as('to'), 's.fetched'])
    .select([sql<boolean>`s."endedAt" IS NULL`.as('live'), removals.as('removed')])
    .orderBy('s.startedAt')
    .execute();
  return rows.map(({ id, from, to, ...row }) => ({
    ...row,
    id: String(id),
    from: from.getTime(),
    to: to.getTime(),
    sessions: 1,
  }));
}

async function readMergedBars(sessions: Sessions): Promise<DayBar[]> {
  const rows = await sessions
    .leftJoin('SessionDevice as x', 'x.sessionId', 's.id')
    .select([
      'x.deviceId',
      's.protocol',
      sql<Date>`min(s."startedAt")`.as('from'),
      sql<Date>`max(${lastSeen})`.as('to'),
    ])
    .select([
      sql<boolean>`bool_or(s."endedAt" IS NULL)`.as('live'),
      sql<number>`count(*)::int`.as('sessions'),
      sql<number>`sum(s.fetched)::int`.as('fetched'),
      sql<number>`sum(${removals})::int`.as('removed'),
    ])
    .groupBy(['x.deviceId', 's.protocol', sql`date_trunc('minute', s."startedAt")`])
    .orderBy('from')
    .limit(maxMerged)
    .execute();
  return rows.map(({ from, to, ...row }) => ({ ...row, id: null, from: from.getTime(), to: to.getTime() }));
}

async function readMarks(actor: Actor, mailboxId: string, from: Date, to: Date): Promise<DayMark[]> {
  const chosen = eventsOf(actor)
    .leftJoin('SessionDevice as x', 'x.sessionId', 'e.sessionId')
    .select(['e.id', 'e.at', 'e.kind', 'e.service', 'e.messageId', 'e.subject', 'e.sender', 'e.folder', 'e.sessionId'])
    .select(['e.unclear', 'e.command', 'e.mailboxId', 'x.deviceId'])
    .where('e.mailboxId', '=', mailboxId)
    .where('e.at', '>=', from)
    .where('e.at', '<', to)
    .where(({ or, and, eb }) =>
      or([
        eb('e.kind', 'in', ['delivered', 'removed', 'restored']),
        and([eb('e.kind', '=', 'moved'), eb('e.fromFolder', '=', 'INBOX')]),
      ]),
    )
    .orderBy('e.at')
    .orderBy('e.id')
    .limit(maxMarks);
  const rows = await queries()
    .selectFrom(chosen.as('m'))
    .leftJoinLateral(arrivalOf('m').as('came'), (join) => join.on('m.kind', '=', 'removed'))
    .selectAll('m')
    .select('came.at as cameAt')
    .orderBy('m.at')
    .orderBy('m.id')
    .execute();
  return rows.map(({ id, at, kind, sessionId, cameAt, mailboxId: _, ...row }) => ({
    ...row,
    cameAt: cameAt?.getTime() ?? null,
    id: String(id),
    at: at.getTime(),
    kind: kind as DayMark['kind'],
    sessionId: sessionId === null ? null : String(sessionId),
  }));
}
