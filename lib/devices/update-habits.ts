import { allEvents } from '@/lib/activity';
import { type Queries, queryTransaction, sql } from '@/lib/db';
import { arrivalOf } from './arrival';
import { type HabitSession, habitsOf, latelySessions } from './habits';
import { sessionsWithDevice } from './sessions-of-device';
import { updateFindings } from './update-findings';

/** Devices in one transaction. The cost of a device does not depend on its history. */
const maxDevices = 100;
/** Removals from which the age of removed messages is computed. */
const lastRemovals = 30;

interface Stale {
  id: string;
  mailboxId: string;
  protocol: string;
}

/** Computes the habits of recently seen devices, and the findings of their mailboxes. */
export function updateHabits(now: Date): Promise<number> {
  return queryTransaction(async (inside) => {
    const stale = await inside
      .selectFrom('Device')
      .select(['id', 'mailboxId', 'protocol'])
      .where('stale', '=', true)
      .limit(maxDevices)
      .forUpdate()
      .skipLocked()
      .execute();
    if (stale.length === 0) return 0;
    const ids = stale.map(({ id }) => id);
    const sessions = await lastSessions(inside, ids);
    const kept = await keptDays(inside, stale);
    const share = await shares(inside, ids);
    const taken = await takenOverImap(inside, stale);
    const rows = ids.map((id) => {
      const { takes, rhythm, ...habits } = habitsOf(sessions.get(id) ?? [], {
        keptDays: kept.get(id) ?? [],
        ...(share.get(id) ?? { fetched: 0, delivered: 0 }),
        taken: taken.get(id) ?? 0,
      });
      const polls = rhythm.kind === 'polls' ? rhythm : null;
      return {
        id,
        takes,
        rhythm: rhythm.kind,
        ...habits,
        everySeconds: polls?.everySeconds ?? null,
        spreadSeconds: polls?.spreadSeconds ?? null,
      };
    });
    await sql`UPDATE "Device" d SET takes = x.takes, rhythm = x.rhythm, "everySeconds" = x."everySeconds",
        "spreadSeconds" = x."spreadSeconds", "keptDays" = x."keptDays", "keptSample" = x."keptSample",
        downloads = x.downloads, programs = x.programs, stale = false
      FROM jsonb_populate_recordset(NULL::"Device", ${JSON.stringify(rows)}::jsonb) AS x WHERE d.id = x.id`.execute(
      inside,
    );
    await updateFindings(inside, [...new Set(stale.map(({ mailboxId }) => mailboxId))], now);
    return stale.length;
  });
}

async function lastSessions(inside: Queries, ids: string[]): Promise<Map<string, HabitSession[]>> {
  const ofDevice = sessionsWithDevice(inside)
    .where(sql<boolean>`x."deviceId" = d.id`)
    .select([
      's.protocol',
      's.clientName',
      's.startedAt',
      's.lastSeenAt',
      's.endedAt',
      's.fetched',
      's.removed',
      's.expunged',
    ])
    .orderBy('x.startedAt', 'desc')
    .limit(latelySessions);
  const rows = await inside
    .selectFrom('Device as d')
    .innerJoinLateral(ofDevice.as('s'), (join) => join.onTrue())
    .selectAll('s')
    .select('d.id as deviceId')
    .where('d.id', 'in', ids)
    .execute();
  const byDevice = new Map<string, HabitSession[]>();
  for (const { deviceId, startedAt, lastSeenAt, endedAt, ...rest } of rows) {
    const session = {
      ...rest,
      startedAt: startedAt.toISOString(),
      lastSeenAt: lastSeenAt.toISOString(),
      endedAt: endedAt?.toISOString() ?? null,
    };
    const list = byDevice.get(deviceId);
    if (list) list.push(session);
    else byDevice.set(deviceId, [session]);
  }
  return byDevice;
}

/**
 * The age (days) of messages that a device removed recently, from the trail. Older ones than the device say nothing about
 * it: a program that is new takes all that is there.
 */
async function keptDays(inside: Queries, stale: Stale[]): Promise<Map<string, number[]>> {
  const ids = stale.filter(({ protocol }) => protocol === 'pop3' || protocol === 'imap').map(({ id }) => id);
  if (ids.length === 0) return new Map();
  const removing = sessionsWithDevice(inside)
    .where(sql<boolean>`x."deviceId" = d.id`)
    .where(({ or, eb }) => or([eb('s.removed', '>', 0), eb('s.expunged', '>', 0)]))
    .select('s.id')
    .orderBy('x.startedAt', 'desc')
    .limit(lastRemovals);
  const removed = allEvents(inside)
    .innerJoin(removing.as('s'), 's.id', 'e.sessionId')
    .where('e.kind', '=', 'removed')
    .where('e.folder', '=', 'INBOX')
    .select(['e.at', 'e.mailboxId', 'e.messageId'])
    .orderBy('e.at', 'desc')
    .limit(lastRemovals);
  const rows = await inside
    .selectFrom('Device as d')
    .innerJoinLateral(removed.as('r'), (join) => join.onTrue())
    .innerJoinLateral(arrivalOf('r', inside).as('came'), (join) => join.onTrue())
    .select(['d.id as deviceId', sql<number>`extract(epoch FROM r.at - came.at)::float8 / 86400`.as('days')])
    .where('d.id', 'in', ids)
    .where(sql<boolean>`came.at >= d."firstSeenAt"`)
    .execute();
  const byDevice = new Map<string, number[]>();
  for (const { deviceId, days } of rows) byDevice.set(deviceId, [...(byDevice.get(deviceId) ?? []), days]);
  return byDevice;
}

/** The number of messages that an IMAP device removed from the Inbox for good in the last week, or since it is known. */
async function takenOverImap(inside: Queries, stale: Stale[]): Promise<Map<string, number>> {
  const ids = stale.filter(({ protocol }) => protocol === 'imap').map(({ id }) => id);
  if (ids.length === 0) return new Map();
  // Most devices remove nothing, and their many sessions are not looked at.
  const removing = inside
    .selectFrom('DeviceDay as t')
    .where('t.deviceId', 'in', ids)
    .where(sql<boolean>`t.day > current_date - 8`)
    .groupBy('t.deviceId')
    .having(sql<boolean>`sum(t.removed) > 1`)
    .select('t.deviceId');
  const rows = await allEvents(inside)
    .innerJoin('SessionDevice as x', 'x.sessionId', 'e.sessionId')
    .innerJoin('Device as d', 'd.id', 'x.deviceId')
    .select(['d.id', sql<number>`count(*)::int`.as('count')])
    .where('d.id', 'in', removing)
    .where(sql<boolean>`x."startedAt" > now() - interval '8 days'`)
    .where('e.kind', '=', 'removed')
    .where('e.folder', '=', 'INBOX')
    .where(sql<boolean>`e.at > greatest(now() - interval '7 days', d."firstSeenAt")`)
    .groupBy('d.id')
    .execute();
  return new Map(rows.map(({ id, count }) => [id, count]));
}

/** The number of fetched and delivered messages in the last week, or since the device is known. */
async function shares(inside: Queries, ids: string[]): Promise<Map<string, { fetched: number; delivered: number }>> {
  const delivered = allEvents(inside)
    .where(sql<boolean>`e."mailboxId" = d."mailboxId"`)
    .where('e.kind', '=', 'delivered')
    .where(sql<boolean>`e.at > greatest(now() - interval '7 days', d."firstSeenAt")`)
    .select(sql<number>`count(*)::int`.as('count'));
  const rows = await inside
    .selectFrom('Device as d')
    .select('d.id')
    .select((from) => [
      from
        .selectFrom('DeviceDay as t')
        .whereRef('t.deviceId', '=', 'd.id')
        .where(sql<boolean>`t.day > current_date - 7`)
        .select(sql<number>`coalesce(sum(t.fetched), 0)::int`.as('sum'))
        .as('fetched'),
      delivered.as('delivered'),
    ])
    .where('d.id', 'in', ids)
    .execute();
  return new Map(rows.map(({ id, fetched, delivered }) => [id, { fetched: fetched ?? 0, delivered: delivered ?? 0 }]));
}
