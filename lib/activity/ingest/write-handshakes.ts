import { type Queries, sql } from '@/lib/db';
import { protocolOf, type RecordOf } from './draft';

/**
 * Addresses of strangers that are counted by themselves, for each node and hour: a scan must not fill the database. An
 * address where a device was seen is always counted by itself, so a scan cannot hide a program either.
 */
const maxStrangers = 100;

/**
 * Counts connections that ended in the TLS handshake. A line that is read again is not later than the last one, so it is not
 * counted again.
 */
export async function writeHandshakes(inside: Queries, node: string, lines: RecordOf<'handshake'>[]): Promise<void> {
  const rows = lines.flatMap(({ at, service, remoteIp, reason }) => {
    const protocol = protocolOf(service, null);
    return protocol ? [{ at, protocol, remoteIp, reason }] : [];
  });
  if (rows.length === 0) return;
  await sql`WITH said AS (
      SELECT x.*, date_trunc('hour', x.at, 'UTC') AS hour,
        EXISTS (SELECT 1 FROM "DeviceAddress" d WHERE d."remoteIp" = x."remoteIp") AS known
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        AS x(at timestamptz, protocol "Protocol", "remoteIp" inet, reason text)
    ), strangers AS (
      SELECT hour, "remoteIp", row_number() OVER (PARTITION BY hour ORDER BY min(first)) AS number FROM (
        SELECT f.hour, f."remoteIp", min(f."firstAt") AS first FROM "FailedHandshake" f
        WHERE f.node = ${node} AND f.hour IN (SELECT hour FROM said) AND f."remoteIp" IS NOT NULL
          AND NOT EXISTS (SELECT 1 FROM "DeviceAddress" d WHERE d."remoteIp" = f."remoteIp")
        GROUP BY 1, 2
        UNION ALL SELECT hour, "remoteIp", min(at) FROM said WHERE NOT known GROUP BY 1, 2
      ) o GROUP BY 1, 2
    ), placed AS (
      SELECT s.hour, s.protocol, s.reason, s.at,
        CASE WHEN s.known OR t.number <= ${maxStrangers} THEN s."remoteIp" END AS "remoteIp"
      FROM said s LEFT JOIN strangers t ON t.hour = s.hour AND t."remoteIp" = s."remoteIp"
    )
    INSERT INTO "FailedHandshake" AS f
      (node, hour, protocol, "remoteIp", reason, count, "firstAt", "lastAt", revision)
    SELECT ${node}, p.hour, p.protocol, p."remoteIp", p.reason, count(*)::int, min(p.at), max(p.at),
      nextval('failed_handshake_revision')
    FROM placed p LEFT JOIN "FailedHandshake" o ON o.node = ${node} AND o.hour = p.hour AND o.protocol = p.protocol
      AND o."remoteIp" IS NOT DISTINCT FROM p."remoteIp" AND o.reason = p.reason
    WHERE o.id IS NULL OR p.at > o."lastAt"
    GROUP BY p.hour, p.protocol, p."remoteIp", p.reason
    ON CONFLICT (hour, node, protocol, "remoteIp", reason) DO UPDATE SET count = f.count + excluded.count,
      "lastAt" = greatest(f."lastAt", excluded."lastAt"), revision = excluded.revision`.execute(inside);
}
