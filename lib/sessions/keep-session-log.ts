import { z } from 'zod';
import { asOwner, pool } from '@/lib/db';
import { define } from '@/lib/jobs';
import { cutAddress, policySql, wholeAddress } from './session-log';

/** Rows that go in one statement, so that none of them holds anybody up. */
const atOnce = 10_000;
/** An open session is left alone; this long (days) after its beginning it is looked at again. */
const longest = 31;

interface Policy {
  ids: (string | null)[];
  days: number;
}

/** Lays the coming months, removes what has been kept long enough, and cuts the addresses that were whole long enough. */
export const keepSessionLog = define(
  'sessions.keep-log',
  z.object({}),
  async () => {
    await pool().query(
      `SELECT mail_session_month(m) FROM generate_series(now(), now() + interval '2 months', interval '1 month') m`,
    );
    await dropMonths();
    for (const policy of await policies('days')) await removeSessions(policy);
    await cutAddresses();
  },
  { cron: '20 3 * * *', atStart: true },
);

/** Customers that keep for the same number of days, together. */
async function policies(column: 'days' | 'address_days'): Promise<(Policy & { cutTo: Date | null })[]> {
  const { rows } = await pool().query<Policy & { cutTo: Date | null }>(
    `WITH ${policySql} SELECT array_agg(id) AS ids, ${column} AS days, cut_to AS "cutTo" FROM policy
     WHERE ${column} IS NOT NULL GROUP BY ${column}, cut_to`,
    [null, null, null],
  );
  return rows;
}

const ofPolicy = `(s."customerId" = ANY($1::uuid[]) OR ($2 AND s."customerId" IS NULL))`;
const idsOf = ({ ids }: Policy) => [ids.filter((id) => id !== null), ids.includes(null)];

async function removeSessions(policy: Policy): Promise<void> {
  const cutoff = `now() - make_interval(days => $3)`;
  const values = [...idsOf(policy), policy.days];
  for (let gone = atOnce; gone === atOnce; ) {
    const { rowCount } = await pool().query(
      `DELETE FROM "MailSession" m USING (
         SELECT s.id, s."startedAt" FROM "MailSession" s
         WHERE ${ofPolicy} AND s."startedAt" < ${cutoff} AND s."endedAt" IS NOT NULL ORDER BY s."startedAt" LIMIT ${atOnce}
       ) s WHERE m.id = s.id AND m."startedAt" = s."startedAt" AND m."startedAt" < ${cutoff}`,
      values,
    );
    gone = rowCount ?? 0;
  }
  await pool().query(`DELETE FROM "FailedLogin" s WHERE ${ofPolicy} AND s.at < ${cutoff}`, values);
}

/** A day at a time: what is done stays done when the worker ends. */
async function cutAddresses(): Promise<void> {
  for (const policy of await policies('address_days')) {
    const values = idsOf(policy);
    const {
      rows: [span],
    } = await pool().query<{ from: Date | null; to: Date }>(
      `SELECT COALESCE($4::timestamptz - interval '${longest} days',
           (SELECT min(s."startedAt") FROM "MailSession" s WHERE ${ofPolicy})) AS "from",
         now() - make_interval(days => $3) AS "to"`,
      [...values, policy.days, policy.cutTo],
    );
    if (!span) continue;
    for (let at = span.from ?? span.to; at < span.to; ) {
      const next = new Date(Math.min(at.getTime() + 86_400_000, span.to.getTime()));
      await pool().query(
        `UPDATE "MailSession" s SET "remoteIp" = ${cutAddress} WHERE ${ofPolicy} AND s."startedAt" >= $3 AND s."startedAt" < $4
         AND s."endedAt" IS NOT NULL AND ${wholeAddress}`,
        [...values, at, next],
      );
      at = next;
    }
    for (const [table, instant] of [
      ['FailedLogin', 'at'],
      ['Device', 'lastSeenAt'],
    ])
      await pool().query(
        `UPDATE "${table}" s SET "remoteIp" = ${cutAddress} WHERE ${ofPolicy} AND s."${instant}" < $3 AND ${wholeAddress}`,
        [...values, span.to],
      );
    await pool().query(
      `UPDATE "Tenant" s SET "sessionAddressesCutTo" = $3 WHERE s.id = ANY($1::uuid[]) OR ($2 AND s.kind = 'platform')`,
      [...values, span.to],
    );
  }
}

/**
 * Takes off whole months: those that nobody keeps any more, and those that are empty. Concurrently, so that no reader
 * waits, which a transaction cannot do and the application's role may not: without the owner's connection months stay,
 * and are empty.
 */
async function dropMonths(): Promise<void> {
  await asOwner(async (client) => {
    const { rows: keeping } = await client.query<{ days: number | null }>(
      `WITH ${policySql} SELECT CASE WHEN bool_and(days IS NOT NULL) THEN max(days) END AS days FROM policy`,
      [null, null, null],
    );
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
      // A worker that was killed in between left it half done.
      if (state === 'going') await client.query(`ALTER TABLE "MailSession" DETACH PARTITION ${table} FINALIZE`);
      await client.query(`DROP TABLE ${table}`);
    }
  });
}
