import { z } from 'zod';
import { asOwner, queries, sql } from '@/lib/db';
import { define } from '@/lib/jobs';
import { cutAddress, wholeAddress } from '@/lib/networks';
import { retentionPolicy } from './policy';

/** Rows of one statement, so that it does not block others for long. */
const batchSize = 10_000;
/** Open sessions are not removed. After this time they are checked again. */
const maxOpenDays = 31;
const dayMs = 86_400_000;

/** Customers with the same retention time. The null id stands for sessions without a mailbox. */
interface Policy {
  ids: (string | null)[];
  days: number;
  cutTo: Date | null;
}

/** Creates the next month partitions, removes expired sessions, and truncates addresses. */
export const applyLogRetention = define(
  'activity.apply-log-retention',
  z.object({}),
  async () => {
    await sql`SELECT mail_session_month(m)
      FROM generate_series(now(), now() + interval '2 months', interval '1 month') m`.execute(queries());
    await dropMonths();
    for (const policy of await policies('days')) await removeSessions(policy);
    await cutAddresses();
  },
  { cron: '20 3 * * *', atStart: true },
);

async function policies(column: 'days' | 'address_days'): Promise<Policy[]> {
  const { rows } = await sql<Policy>`
    WITH ${retentionPolicy()}
    SELECT array_agg(id) AS ids, ${sql.ref(column)} AS days, cut_to AS "cutTo" FROM policy
    WHERE ${sql.ref(column)} IS NOT NULL GROUP BY ${sql.ref(column)}, cut_to`.execute(queries());
  return rows;
}

const ofPolicy = ({ ids }: Policy) => sql<boolean>`
  (s."customerId" = ANY(${ids.filter((id) => id !== null)}::uuid[]) OR (${ids.includes(null)} AND s."customerId" IS NULL))`;

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
  await sql`DELETE FROM "FailedLogin" s WHERE ${ofPolicy(policy)} AND s.at < ${cutoff}`.execute(queries());
}

/** Truncates one day per transaction, so that progress is not lost when the worker stops. */
async function cutAddresses(): Promise<void> {
  for (const policy of await policies('address_days')) {
    const { rows } = await sql<{ from: Date | null; to: Date }>`
      SELECT COALESCE(${policy.cutTo}::timestamptz - make_interval(days => ${maxOpenDays}::int),
          (SELECT min(s."startedAt") FROM "MailSession" s WHERE ${ofPolicy(policy)})) AS "from",
        now() - make_interval(days => ${policy.days}::int) AS "to"`.execute(queries());
    const [span] = rows;
    if (!span) continue;
    for (let at = span.from ?? span.to; at < span.to; ) {
      const next = new Date(Math.min(at.getTime() + dayMs, span.to.getTime()));
      await sql`UPDATE "MailSession" s SET "remoteIp" = ${cutAddress('s.remoteIp')}
        WHERE ${ofPolicy(policy)} AND s."startedAt" >= ${at} AND s."startedAt" < ${next} AND s."endedAt" IS NOT NULL
          AND ${wholeAddress('s.remoteIp')}`.execute(queries());
      at = next;
    }
    await sql`UPDATE "FailedLogin" s SET "remoteIp" = ${cutAddress('s.remoteIp')}
      WHERE ${ofPolicy(policy)} AND s.at < ${span.to} AND ${wholeAddress('s.remoteIp')}`.execute(queries());
    await noteCut(policy, span.to);
  }
}

async function noteCut({ ids }: Policy, to: Date): Promise<void> {
  await sql`INSERT INTO "LogRetention" ("tenantId", "addressesCutTo")
    SELECT t.id, ${to}::timestamptz FROM "TenantDirectory" t
    WHERE t.id = ANY(${ids.filter((id) => id !== null)}::uuid[]) OR (${ids.includes(null)} AND t.kind = 'platform')
    ON CONFLICT ("tenantId") DO UPDATE SET "addressesCutTo" = EXCLUDED."addressesCutTo"`.execute(queries());
}

/** The instants up to which addresses are truncated. Other rooms truncate their addresses in the same way. */
export async function addressCuts(): Promise<{ ids: (string | null)[]; to: Date }[]> {
  const found = await policies('address_days');
  return found.flatMap(({ ids, cutTo }) => (cutTo ? [{ ids, to: cutTo }] : []));
}

/**
 * Detaches and drops expired and empty month partitions. This is done concurrently, so that no reader waits. It is
 * not possible in a transaction, and needs the owner of the tables. Without the owner's connection, empty partitions
 * stay.
 */
async function dropMonths(): Promise<void> {
  const { rows: keeping } = await sql<{ days: number | null }>`
    WITH ${retentionPolicy()}
    SELECT CASE WHEN bool_and(days IS NOT NULL) THEN max(days) END AS days FROM policy`.execute(queries());
  await asOwner(async (client) => {
    const end = `to_date(right(c.relname, 7), 'YYYY_MM') + interval '1 month'`;
    const { rows: months } = await client.query<{ name: string; state: 'attached' | 'going' | 'gone'; over: boolean }>(
      `SELECT c.relname AS name, CASE WHEN i.inhrelid IS NULL THEN 'gone' WHEN i.inhdetachpending THEN 'going' ELSE 'attached' END AS state,
         COALESCE(${end} < now() - make_interval(days => $1), false) AS over
       FROM pg_class c LEFT JOIN pg_inherits i ON i.inhrelid = c.oid
       WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname ~ '^MailSession_\\d{4}_\\d\\d$' AND ${end} < now()`,
      [keeping[0]?.days ?? null],
    );
    for (const { name, state, over } of months) {
      const table = client.escapeIdentifier(name);
      if (state === 'attached') {
        const { rows } = await client.query<{ open: boolean; empty: boolean }>(
          `SELECT EXISTS (SELECT 1 FROM ${table} WHERE "endedAt" IS NULL) AS open, NOT EXISTS (SELECT 1 FROM ${table}) AS empty`,
        );
        if (rows[0]?.open || !(over || rows[0]?.empty)) continue;
        await client.query(`ALTER TABLE "MailSession" DETACH PARTITION ${table} CONCURRENTLY`);
      }
      // A killed worker may have detached it only partly.
      if (state === 'going') await client.query(`ALTER TABLE "MailSession" DETACH PARTITION ${table} FINALIZE`);
      await client.query(`DROP TABLE ${table}`);
    }
  });
}
