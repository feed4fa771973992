import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { queries, sql } from '@/lib/db';
import { define } from '@/lib/jobs';
import { type AddressCut, ofCustomers } from '@/lib/networks';
import { cutAddresses } from './cut-addresses';
import { type Policy, policies, retentionPolicy } from './policy';

/** Rows of one statement, so that it does not block others for long. */
const batchSize = 10_000;
/** Postfix returns a message after five days (maximal_queue_lifetime). */
const maxQueuedDays = 7;
/** The report goes back for 90 days. */
const maxHandshakeDays = 92;

/** Creates the next month partitions, removes expired sessions and sent messages, and truncates addresses. */
export const applyLogRetention = define(
  'activity.apply-log-retention',
  z.object({}),
  async () => {
    await sql`SELECT mail_session_month(m)
      FROM generate_series(now(), now() + interval '2 months', interval '1 month') m`.execute(queries());
    await dropMonths();
    for (const policy of await policies('days')) await removeSessions(policy);
    await sql`DELETE FROM "FailedHandshake" WHERE hour < now() - make_interval(days => ${maxHandshakeDays}::int)`.execute(
      queries(),
    );
    await cutAddresses();
  },
  { cron: '20 3 * * *', atStart: true },
);

const ofPolicy = (policy: Policy) => ofCustomers('s.customerId', policy);

async function removeSessions(policy: Policy): Promise<void> {
  const cutoff = sql`now() - make_interval(days => ${policy.days}::int)`;
  for (let gone = batchSize; gone === batchSize; ) {
    const { numAffectedRows } = await sql`
      DELETE FROM "MailSession" m USING (
        SELECT s.id, s."startedAt" FROM "MailSession" s
        WHERE ${ofPolicy(policy)} AND s."startedAt" < ${cutoff} AND s."endedAt" IS NOT NULL
        ORDER BY s."startedAt" LIMIT ${batchSize}
      ) s WHERE m.id = s.id AND m."startedAt" = s."startedAt" AND m."startedAt" < ${cutoff}`.execute(queries());
    gone = Number(numAffectedRows ?? 0);
  }
  // A message that is still in the queue has a sender who waits for it.
  await sql`DELETE FROM "SentMessage" s WHERE ${ofPolicy(policy)} AND s.at < ${cutoff}
    AND (s."endedAt" IS NOT NULL OR s.at < ${cutoff} - make_interval(days => ${maxQueuedDays}::int))`.execute(
    queries(),
  );
  await sql`DELETE FROM "FailedLogin" s WHERE ${ofPolicy(policy)} AND s.at < ${cutoff}`.execute(queries());
}

/** The instants up to which addresses are truncated. Other rooms truncate their addresses in the same way. */
export async function addressCuts(): Promise<AddressCut[]> {
  const found = await policies('address_days');
  return found.flatMap(({ ids, cutTo }) => (cutTo ? [{ ids, to: cutTo }] : []));
}

/** Attempts to drop one month while somebody reads sessions, and the time between them. */
const maxAttempts = 50;
const betweenAttemptsMs = 100;

/**
 * Drops expired and empty month partitions, without making a reader wait: the database's `drop_session_month` takes the
 * lock at once or not at all. A month that is read all the time stays until the next run.
 */
async function dropMonths(): Promise<void> {
  const { rows: keeping } = await sql<{ days: number | null }>`
    WITH ${retentionPolicy()}
    SELECT CASE WHEN bool_and(days IS NOT NULL) THEN max(days) END AS days FROM policy`.execute(queries());
  const { rows: months } = await sql<{ name: string; first: Date; next: Date; over: boolean }>`
    SELECT m.name, m.first, m.next, COALESCE(m.next < now() - make_interval(days => ${keeping[0]?.days ?? null}::int), false) AS over
    FROM (
      SELECT c.relname AS name, d.first AT TIME ZONE 'UTC' AS first, (d.first + interval '1 month') AT TIME ZONE 'UTC' AS next
      FROM pg_class c, LATERAL (SELECT to_date(right(c.relname, 7), 'YYYY_MM')::timestamp AS first) d
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname ~ '^MailSession_\\d{4}_\\d\\d$'
    ) m WHERE m.next < now()`.execute(queries());
  for (const { name, first, next, over } of months) {
    const { rows } = await sql<{ open: boolean; empty: boolean }>`
      SELECT COALESCE(bool_or("endedAt" IS NULL), false) AS open, count(*) = 0 AS empty FROM (
        SELECT "endedAt" FROM "MailSession" WHERE "startedAt" >= ${first} AND "startedAt" < ${next}
        ORDER BY "endedAt" DESC NULLS FIRST LIMIT 1) s`.execute(queries());
    if (rows[0]?.open || !(over || rows[0]?.empty)) continue;
    for (let attempt = 1; !(await dropMonth(name)) && attempt < maxAttempts; attempt += 1)
      await wait(betweenAttemptsMs);
  }
}

async function dropMonth(name: string): Promise<boolean> {
  const { rows } = await sql<{ dropped: boolean }>`SELECT drop_session_month(${name}) AS dropped`.execute(queries());
  return rows[0]?.dropped ?? false;
}
