import { pool } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import type { Protocol } from '@/lib/sessions/shapes';
import { type Actor, demand, scopeSql } from '@/lib/tenancy';
import type { Breaks, Report, ReportQuery, ReportRow, Takes, Weakness } from './shapes';

/** What a page shows; the exports have all. */
const shown = 200;

/** Sessions, mailboxes and devices by protocol over time, and who should change something. */
export async function readReport(
  actor: Actor,
  { days, domainId }: ReportQuery,
  { most = shown }: { most?: number } = {},
): Promise<Report> {
  demand(actor, 'domain:read');
  const scoped = scopeSql(actor, 't', 3);
  const where = `t.day > current_date - $1::int AND ($2::uuid IS NULL OR t."domainId" = $2::uuid) AND t.sessions > 0 AND ${scoped.condition}`;
  const values = [days, domainId ?? null, ...scoped.values];
  const [series, protocols, weak, rows] = await Promise.all([
    pool().query<{ at: string; protocol: Protocol; sessions: number }>(
      `SELECT to_char(t.day, 'YYYY-MM-DD') AS at, t.protocol, sum(t.sessions)::int AS sessions FROM "DeviceDay" t WHERE ${where}
       GROUP BY t.day, t.protocol ORDER BY t.day`,
      values,
    ),
    pool().query<Report['protocols'][number]>(
      `SELECT t.protocol, sum(t.sessions)::int AS sessions, count(DISTINCT t."mailboxId")::int AS mailboxes,
         count(DISTINCT t."deviceId")::int AS devices, sum(t.removed)::int AS removed
       FROM "DeviceDay" t WHERE ${where} GROUP BY t.protocol ORDER BY t.protocol`,
      values,
    ),
    pool().query<Record<string, number>>(
      `SELECT ${Object.entries(conditions)
        .map(
          ([
            name,
            [condition, figure],
          ]) => `coalesce(sum(${figure}) FILTER (WHERE ${condition}), 0)::int AS "${name}Sessions",
            count(DISTINCT t."mailboxId") FILTER (WHERE ${condition})::int AS "${name}Mailboxes",
            count(DISTINCT t."deviceId") FILTER (WHERE ${condition})::int AS "${name}Devices"`,
        )
        .join(', ')} FROM "DeviceDay" t WHERE ${where}`,
      values,
    ),
    pool().query<Record<string, unknown>>(
      `SELECT x.*, d."mailboxId", d.address, d.protocol, abbrev(d."remoteIp") AS ip, d."lastSeenAt",
         coalesce(d.name, nullif(concat_ws(' ', d."clientName", d."clientVersion"), ''), a.name) AS label
       FROM (SELECT t."deviceId", sum(t.sessions)::int AS sessions, sum(t.removed)::int AS removed, sum(t.clear)::int AS clear,
           sum(t."oldTls")::int AS "oldTls", sum(t.main)::int AS main FROM "DeviceDay" t
         WHERE ${where} AND (t.protocol = 'pop3' OR t.clear > 0 OR t."oldTls" > 0 OR t.main > 0)
         GROUP BY 1 ORDER BY 2 DESC LIMIT ${most + 1}) x
       JOIN "Device" d ON d.id = x."deviceId"
       LEFT JOIN "AppPassword" a ON a.id = CASE WHEN d.credential ~ '^ap[0-9a-f]{8}-[0-9a-f-]{27}$' THEN substr(d.credential, 3)::uuid END
       ORDER BY x.sessions DESC, d.address`,
      values,
    ),
  ]);
  const days_ = new Map<string, Report['series'][number]>();
  for (const { at, protocol, sessions } of series.rows) {
    days_.set(at, { ...(days_.get(at) ?? { at: `${at}T00:00:00Z` }), [protocol]: sessions });
  }
  const counts = weak.rows[0] ?? {};
  const count = (name: Weakness) => ({
    sessions: counts[`${name}Sessions`] ?? 0,
    mailboxes: counts[`${name}Mailboxes`] ?? 0,
    devices: counts[`${name}Devices`] ?? 0,
  });
  return {
    days,
    series: [...days_.values()],
    protocols: protocols.rows,
    weak: { pop3: count('pop3'), clear: count('clear'), oldTls: count('oldTls'), main: count('main') },
    rows: rows.rows.slice(0, most).map(toRow),
    more: rows.rows.length > most,
  };
}

/** When a day of a device counts for a weakness, and by which figure. */
const conditions: Record<Weakness, [condition: string, figure: string]> = {
  pop3: [`t.protocol = 'pop3'`, 't.sessions'],
  clear: ['t.clear > 0', 't.clear'],
  oldTls: ['t."oldTls" > 0', 't."oldTls"'],
  main: ['t.main > 0', 't.main'],
};

function toRow(row: Record<string, unknown>): ReportRow {
  const weak: Weakness[] = [];
  if (row.protocol === 'pop3') weak.push('pop3');
  for (const name of ['clear', 'oldTls', 'main'] as const) if (Number(row[name]) > 0) weak.push(name);
  return {
    deviceId: String(row.deviceId),
    mailboxId: String(row.mailboxId),
    address: String(row.address),
    protocol: row.protocol as Protocol,
    label: row.label as string | null,
    remoteIp: row.ip as string | null,
    lastSeenAt: (row.lastSeenAt as Date).toISOString(),
    sessions: Number(row.sessions),
    removed: Number(row.removed),
    weak,
  };
}

/** What breaks if POP3 is switched off for this domain: who used it in the last 90 days. */
export async function readBreaks(actor: Actor, domainId: string): Promise<Breaks> {
  demand(actor, 'domain:read');
  const scoped = scopeSql(actor, 'd', 2);
  const domains = await pool().query<{ name: string; mailboxes: number }>(
    `SELECT d.name, (SELECT count(*)::int FROM "Mailbox" m WHERE m."domainId" = d.id AND m.pop3) AS mailboxes
     FROM "Domain" d WHERE d.id = $1::uuid AND ${scoped.condition}`,
    [domainId, ...scoped.values],
  );
  const [domain] = domains.rows;
  if (!domain) throw new Refusal('not-found');
  const { rows } = await pool().query<Record<string, unknown>>(
    `SELECT m.id, m.address, sum(x.sessions)::int AS sessions, max(d."lastSeenAt") AS last,
       jsonb_agg(jsonb_build_object('label', coalesce(d.name, a.name), 'remoteIp', abbrev(d."remoteIp"), 'takes', d.takes,
         'lastSeenAt', d."lastSeenAt") ORDER BY d."lastSeenAt" DESC) AS devices,
       EXISTS (SELECT 1 FROM "Device" o WHERE o."mailboxId" = m.id AND o.protocol IN ('imap', 'webmail')
         AND o."lastSeenAt" > now() - interval '90 days') AS "alsoReads"
     FROM "Mailbox" m
     JOIN "Device" d ON d."mailboxId" = m.id AND d.protocol = 'pop3' AND d."lastSeenAt" > now() - interval '90 days'
     JOIN LATERAL (SELECT sum(t.sessions) AS sessions FROM "DeviceDay" t
       WHERE t."deviceId" = d.id AND t.day > current_date - 90) x ON x.sessions > 0
     LEFT JOIN "AppPassword" a ON a.id = CASE WHEN d.credential ~ '^ap[0-9a-f]{8}-[0-9a-f-]{27}$' THEN substr(d.credential, 3)::uuid END
     WHERE m."domainId" = $1::uuid AND m.pop3 GROUP BY m.id, m.address ORDER BY last DESC LIMIT 5000`,
    [domainId],
  );
  return {
    domainId,
    domainName: domain.name,
    mailboxes: domain.mailboxes,
    unused: domain.mailboxes - rows.length,
    rows: rows.map((row) => ({
      mailboxId: String(row.id),
      address: String(row.address),
      devices: (
        row.devices as { label: string | null; remoteIp: string | null; takes: Takes; lastSeenAt: string }[]
      ).slice(0, 10),
      alsoReads: row.alsoReads === true,
      lastSeenAt: (row.last as Date).toISOString(),
      sessions: Number(row.sessions),
    })),
  };
}
