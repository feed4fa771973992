import type { z } from 'zod';
import { pool } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { type Actor, demand, scopeSql } from '@/lib/tenancy';
import type { Evidence, evidenceInput } from './shapes';

/** The sessions that show each habit; the rhythm is told from all of them. */
const shows: Record<Evidence['kind'], string> = {
  polls: 'true',
  stays: `coalesce(s."endedAt", s."lastSeenAt") - s."startedAt" >= interval '10 minutes'`,
  downloads: 's.fetched > 0',
  removes: '(s.removed > 0 OR s.expunged > 0)',
  leaves: 's.fetched > 0',
  clear: `s.transport = 'clear'`,
  'old-tls': `s."tlsProtocol" IN ('SSLv3', 'TLSv1', 'TLSv1.0', 'TLSv1.1')`,
  'main-password': `s.credential = 'main'`,
};
const most = 60;

/** What a habit was told from: the sessions behind it, and for removals the messages. */
export async function readEvidence(actor: Actor, { deviceId, kind }: z.infer<typeof evidenceInput>): Promise<Evidence> {
  demand(actor, 'session:read');
  const scoped = scopeSql(actor, 'd', 2);
  const found = await pool().query<{ id: string; mailboxId: string; protocol: Evidence['device']['protocol'] }>(
    `SELECT d.id, d."mailboxId", d.protocol FROM "Device" d WHERE d.id = $1::uuid AND ${scoped.condition}`,
    [deviceId, ...scoped.values],
  );
  const [device] = found.rows;
  if (!device) throw new Refusal('not-found');
  const [sessions, removals] = await Promise.all([
    pool().query<Record<string, unknown> & { startedAt: Date; endedAt: Date | null }>(
      `SELECT s.id::text, s."startedAt", s."endedAt", abbrev(s."remoteIp") AS "remoteIp", s.transport, s."tlsProtocol", s.credential,
         s.fetched, greatest(s.removed, s.expunged) AS removed,
         extract(epoch FROM s."startedAt" - (SELECT max(p."startedAt") FROM "MailSession" p
           WHERE p."deviceId" = $1::uuid AND p."startedAt" < s."startedAt"))::float8 AS gap
       FROM "MailSession" s WHERE s."deviceId" = $1::uuid AND ${shows[kind]} ORDER BY s."startedAt" DESC LIMIT ${most}`,
      [deviceId],
    ),
    kind === 'removes' ? readRemovals(deviceId) : [],
  ]);
  return {
    kind,
    device,
    sessions: sessions.rows.map((row) => ({
      id: String(row.id),
      startedAt: row.startedAt.toISOString(),
      endedAt: row.endedAt?.toISOString() ?? null,
      gapSeconds: row.gap === null ? null : Number(row.gap),
      remoteIp: row.remoteIp as string | null,
      transport: row.transport as Evidence['sessions'][number]['transport'],
      tlsProtocol: row.tlsProtocol as string | null,
      credential: row.credential as string | null,
      fetched: Number(row.fetched),
      removed: Number(row.removed),
    })),
    removals,
  };
}

async function readRemovals(deviceId: string): Promise<Evidence['removals']> {
  const { rows } = await pool().query<Record<string, unknown> & { at: Date }>(
    `SELECT e.id::text, e.at, e.subject, e."messageId", extract(epoch FROM e.at - came.at)::float8 / 86400 AS kept
     FROM (SELECT id FROM "MailSession" m WHERE m."deviceId" = $1::uuid AND (m.removed > 0 OR m.expunged > 0)
       ORDER BY m."startedAt" DESC LIMIT ${most}) s
     JOIN "MailEvent" e ON e."sessionId" = s.id AND e.kind = 'removed'
     LEFT JOIN LATERAL (SELECT c.at FROM "MailEvent" c WHERE c."mailboxId" = e."mailboxId" AND c."messageId" = e."messageId"
       AND c.kind IN ('delivered', 'saved', 'restored') AND c.at <= e.at ORDER BY c.at DESC LIMIT 1) came ON true
     ORDER BY e.at DESC LIMIT ${most}`,
    [deviceId],
  );
  return rows.map((row) => ({
    id: String(row.id),
    at: row.at.toISOString(),
    subject: row.subject as string | null,
    messageId: row.messageId as string | null,
    keptDays: row.kept === null ? null : Number(row.kept),
  }));
}
