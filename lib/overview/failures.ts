import { pool } from '@/lib/db';
import { type Actor, demand, scopeSql } from '@/lib/tenancy';
import type { Failures } from './shapes';

/** Sign-ins over mail protocols that failed in the last 24 hours: how many, and whose most. */
export async function readFailures(actor: Actor): Promise<Failures> {
  demand(actor, 'session:read');
  const scoped = scopeSql(actor, 'f', 1);
  const { rows } = await pool().query<Record<string, unknown>>(
    `SELECT f.address, f."mailboxId", count(*)::int AS count, count(DISTINCT f."remoteIp")::int AS ips,
       max(f.at) AS last, mode() WITHIN GROUP (ORDER BY f.reason) AS reason,
       host(mode() WITHIN GROUP (ORDER BY f."remoteIp")) AS ip, sum(count(*)) OVER ()::int AS total
     FROM "FailedLogin" f WHERE f.at > now() - interval '24 hours' AND ${scoped.condition}
     GROUP BY f.address, f."mailboxId" ORDER BY count DESC, last DESC LIMIT 5`,
    scoped.values,
  );
  return {
    total: Number(rows[0]?.total ?? 0),
    worst: rows.map((row) => ({
      address: String(row.address),
      mailboxId: row.mailboxId === null ? null : String(row.mailboxId),
      count: Number(row.count),
      ips: Number(row.ips),
      ip: row.ip === null ? null : String(row.ip),
      reason: String(row.reason),
      lastAt: (row.last as Date).toISOString(),
    })),
  };
}
