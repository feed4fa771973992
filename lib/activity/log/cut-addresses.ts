import { queries, sql } from '@/lib/db';
import { cutAddress, cutSessionId, ofCustomers, wholeAddress, wholeSessionId } from '@/lib/networks';
import { type Policy, policies, shortestAddressDays } from './policy';

/** Open sessions are not removed. After this time they are checked again. */
const maxOpenDays = 31;
/** A node without a connection to the database hands over its events later. */
const maxLateDays = 7;
const dayMs = 86_400_000;

/** Truncates addresses, also those in session ids, and removes unread lines, which may contain some. */
export async function cutAddresses(): Promise<void> {
  for (const policy of await policies('address_days')) {
    const { rows } = await sql<{ sessions: Date | null; events: Date | null; to: Date }>`
      SELECT COALESCE(${policy.cutTo}::timestamptz - make_interval(days => ${maxOpenDays}::int),
          (SELECT min(s."startedAt") FROM "MailSession" s WHERE ${ofCustomers('s.customerId', policy)})) AS sessions,
        COALESCE(${policy.cutTo}::timestamptz - make_interval(days => ${maxLateDays}::int),
          (SELECT min(s.at) FROM "MailEvent" s WHERE ${ofCustomers('s.customerId', policy)})) AS events,
        now() - make_interval(days => ${policy.days}::int) AS "to"`.execute(queries());
    const [span] = rows;
    if (!span) continue;
    await eachDay(span.sessions, span.to, (from, to) =>
      sql`UPDATE "MailSession" s SET "remoteIp" = ${cutAddress('s.remoteIp')}, sid = ${cutSessionId('s.sid')}
        WHERE ${ofCustomers('s.customerId', policy)} AND s."startedAt" >= ${from} AND s."startedAt" < ${to}
          AND s."endedAt" IS NOT NULL AND (${wholeAddress('s.remoteIp')} OR ${wholeSessionId('s.sid')})`.execute(
        queries(),
      ),
    );
    // The id of an event of rspamd is one of Postfix.
    await eachDay(span.events, span.to, (from, to) =>
      sql`UPDATE "MailEvent" s SET sid = ${cutSessionId('s.sid')}
        WHERE ${ofCustomers('s.customerId', policy)} AND s.at >= ${from} AND s.at < ${to}
          AND s.service <> 'rspamd' AND ${wholeSessionId('s.sid')}`.execute(queries()),
    );
    await cutOthers(policy, span.to);
    await noteCut(policy, span.to);
  }
  // Whose lines they are is unknown.
  const days = await shortestAddressDays();
  if (days !== null) {
    await cutHandshakes(days);
    await sql`DELETE FROM "UnreadLine" WHERE at < now() - make_interval(days => ${days}::int)`.execute(queries());
  }
}

async function cutOthers(policy: Policy, to: Date): Promise<void> {
  await sql`UPDATE "FailedLogin" s SET "remoteIp" = ${cutAddress('s.remoteIp')}, sid = ${cutSessionId('s.sid')}
    WHERE ${ofCustomers('s.customerId', policy)} AND s.at < ${to}
      AND (${wholeAddress('s.remoteIp')} OR ${wholeSessionId('s.sid')})`.execute(queries());
  await sql`UPDATE "SentMessage" s SET sid = ${cutSessionId('s.sid')}
    WHERE ${ofCustomers('s.customerId', policy)} AND s.at < ${to} AND ${wholeSessionId('s.sid')}`.execute(queries());
}

/** Addresses of one network become one row. */
async function cutHandshakes(days: number): Promise<void> {
  await sql`WITH gone AS (
      DELETE FROM "FailedHandshake" h
      WHERE h."lastAt" < now() - make_interval(days => ${days}::int) AND ${wholeAddress('h.remoteIp')} RETURNING *
    )
    INSERT INTO "FailedHandshake" AS f
      (node, hour, protocol, "remoteIp", reason, count, "firstAt", "lastAt", revision)
    SELECT h.node, h.hour, h.protocol, ${cutAddress('h.remoteIp')}, h.reason, sum(h.count)::int, min(h."firstAt"),
      max(h."lastAt"), max(h.revision)
    FROM gone h GROUP BY 1, 2, 3, 4, 5
    ON CONFLICT (hour, node, protocol, "remoteIp", reason) DO UPDATE SET count = f.count + excluded.count,
      "firstAt" = least(f."firstAt", excluded."firstAt"), "lastAt" = greatest(f."lastAt", excluded."lastAt")`.execute(
    queries(),
  );
}

/** One day per transaction, so that progress is not lost when the worker stops. */
async function eachDay(first: Date | null, last: Date, work: (from: Date, to: Date) => Promise<unknown>) {
  for (let at = first ?? last; at < last; ) {
    const next = new Date(Math.min(at.getTime() + dayMs, last.getTime()));
    await work(at, next);
    at = next;
  }
}

async function noteCut({ ids }: Policy, to: Date): Promise<void> {
  await sql`INSERT INTO "LogRetention" ("tenantId", "addressesCutTo")
    SELECT t.id, ${to}::timestamptz FROM "TenantDirectory" t
    WHERE t.id = ANY(${ids.filter((id) => id !== null)}::uuid[]) OR (${ids.includes(null)} AND t.kind = 'platform')
    ON CONFLICT ("tenantId") DO UPDATE SET "addressesCutTo" = EXCLUDED."addressesCutTo"`.execute(queries());
}
